//! One suite for all backends, over raw sockets on this machine. Names carry the ids of the fault list.
#![cfg(any(feature = "hyper", feature = "reqwest", feature = "ureq"))]
// The suite and its tools are written to move to a crate of their own, where they are public; here that looks odd.
#![allow(clippy::unwrap_used, dead_code, missing_debug_implementations, missing_docs, unreachable_pub)]

mod suite;
mod support;

/// Makes one module of tests for each backend from one list of cases.
macro_rules! conformance {
    ($($file:ident: $($case:ident),+;)+) => {
        #[cfg(feature = "hyper")]
        mod hyper {
            $($(#[test] fn $case() { crate::suite::$file::$case(crate::HYPER); })+)+

            #[test]
            fn h45_proxy_variables_are_ignored() {
                crate::suite::requests::h45_proxy_variables_are_ignored(
                    crate::HYPER,
                    "hyper::h45_proxy_variables_are_ignored",
                );
            }
        }

        #[cfg(feature = "reqwest")]
        mod reqwest {
            $($(#[test] fn $case() { crate::suite::$file::$case(crate::REQWEST); })+)+

            #[test]
            fn h45_proxy_variables_are_ignored() {
                crate::suite::requests::h45_proxy_variables_are_ignored(
                    crate::REQWEST,
                    "reqwest::h45_proxy_variables_are_ignored",
                );
            }
        }

        #[cfg(feature = "ureq")]
        mod ureq {
            $($(#[test] fn $case() { crate::suite::$file::$case(crate::UREQ); })+)+

            #[test]
            fn h45_proxy_variables_are_ignored() {
                crate::suite::requests::h45_proxy_variables_are_ignored(
                    crate::UREQ,
                    "ureq::h45_proxy_variables_are_ignored",
                );
            }
        }
    };
}

conformance! {
    connecting:
        h01_unknown_name,
        h02_connect_refused,
        h03_connect_timeout_covers_name_resolution,
        h03_connect_timeout_covers_the_tls_handshake,
        h04_head_timeout_while_connecting_is_proof,
        h05_added_authority_is_trusted,
        h05_unknown_authority,
        h05_wrong_host,
        h06_plain_http_on_the_tls_port,
        h06_closed_during_the_handshake,
        a_name_is_resolved_by_the_given_resolver;
    lost:
        h08_server_reads_post_then_closes,
        h09_server_reads_post_then_resets,
        h11_idle_connection_closed_by_the_server,
        h12_pooled_connection_closed_while_posting,
        h19_server_never_answers,
        h19_head_limit_counts_from_the_start,
        h20_dripping_head_is_bounded,
        idle_limit_does_not_end_the_wait_for_the_head,
        h27_h30_broken_heads,
        h30_endless_head,
        u08_refusal_before_the_body_is_read;
    answers:
        h31_strange_statuses_are_answers,
        h39_redirects_on_the_same_host_are_not_followed,
        h40_redirects_to_another_host_are_not_followed,
        connections_are_used_again,
        s13_cookies_are_not_sent_back;
    bodies:
        h23_body_shorter_than_announced,
        h23_body_reset_in_the_middle,
        h24_close_delimited_body_is_complete,
        h26_broken_chunks,
        h33_limit_is_kept,
        h33_announced_length_is_not_allocated,
        h34_compressed_bodies_stay_as_they_are,
        idle_limit_ends_a_silent_body,
        u09_limits_spare_a_slow_but_steady_body,
        h48_abandoned_body_leaves_a_clean_next_exchange;
    requests:
        s11_s13_nothing_is_added_and_the_key_arrives_once,
        a_post_without_a_body_has_a_length,
        a_get_has_neither_a_body_nor_a_length,
        a_delete_may_have_a_body,
        a_large_body_arrives_whole,
        h44_paths_are_sent_as_they_are_or_refused,
        h44_user_info_is_refused,
        t19_extreme_limits_do_not_overflow;
}

#[cfg(feature = "hyper")]
const HYPER: support::client::Backend = support::client::Backend {
    make: |settings| {
        let mut builder = toapis_transport::HyperTransport::builder()
            .connect_timeout(settings.connect_timeout)
            .resolver(settings.resolver);
        for root in settings.roots {
            builder = builder.add_root_certificate(root);
        }
        support::client::Client::asynchronous(builder.build().unwrap())
    },
};

#[cfg(feature = "reqwest")]
const REQWEST: support::client::Backend = support::client::Backend {
    make: |settings| {
        let mut builder = toapis_transport::ReqwestTransport::builder()
            .connect_timeout(settings.connect_timeout)
            .resolver(settings.resolver);
        for root in settings.roots {
            builder = builder.add_root_certificate(root);
        }
        support::client::Client::asynchronous(builder.build().unwrap())
    },
};

#[cfg(feature = "ureq")]
const UREQ: support::client::Backend = support::client::Backend {
    make: |settings| {
        let mut builder = toapis_transport::UreqTransport::builder()
            .connect_timeout(settings.connect_timeout)
            .resolver(settings.resolver);
        for root in settings.roots {
            builder = builder.add_root_certificate(root);
        }
        support::client::Client::blocking(builder.build().unwrap())
    },
};
