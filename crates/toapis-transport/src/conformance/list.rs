//! The list of cases: one line each, and where the fault can be expressed.

use super::{Case, Wire, cases};

/// Makes a `#[test]` of each case that exists on a wire: `conformance_tests!(Http1, check)`, where `check` takes a
/// [`&'static Case`](crate::conformance::Case) and a [`Wire`](crate::conformance::Wire). See
/// [`conformance`](crate::conformance) for an example.
#[macro_export]
macro_rules! conformance_tests {
    ($wire:ident, $check:path) => {
        $crate::__conformance_list! { __conformance_tests, [$wire $check] }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __conformance_list {
    ($then:ident, $given:tt) => {
        $crate::$then! {
            $given
            // Everywhere.
            every {
                h05_added_authority_is_trusted: "the certificate of an added authority is good";
                h08_server_reads_post_then_closes: "Closed, Unknown, one POST";
                h09_server_reads_post_then_resets: "Closed, Unknown, one POST";
                h11_idle_connection_closed_by_the_server: "no request twice, and nothing unsent arrives";
                h12_pooled_connection_closed_while_posting: "Closed, Unknown, one POST each";
                h19_server_never_answers: "HeadTimeout, Unknown";
                idle_limit_does_not_end_the_wait_for_the_head: "an answer";
                u08_refusal_before_the_body_is_read: "the refusal, or Unknown";
                h31_strange_statuses_are_answers: "an answer";
                h39_redirects_on_the_same_host_are_not_followed: "the redirect is the answer";
                h40_redirects_to_another_host_are_not_followed: "the redirect is the answer";
                connections_are_used_again: "fewer connections than requests";
                s13_cookies_are_not_sent_back: "no cookie";
                h23_body_shorter_than_announced: "Truncated, with what arrived";
                h23_body_reset_in_the_middle: "Truncated, with what arrived";
                h33_limit_is_kept: "TooLarge, with as much as the limit allows";
                h33_announced_length_is_not_allocated: "Truncated, with what arrived";
                h34_compressed_bodies_stay_as_they_are: "the bytes as sent";
                idle_limit_ends_a_silent_body: "IdleTimeout, with what arrived";
                u09_limits_spare_a_slow_but_steady_body: "an answer";
                s11_s13_nothing_is_added_and_the_key_arrives_once: "no header of its own, the key in one place";
                a_post_without_a_body_has_a_length: "Content-Length: 0";
                a_get_has_neither_a_body_nor_a_length: "a head only";
                a_delete_may_have_a_body: "the body arrives";
                a_large_body_arrives_whole: "the same bytes";
                h44_paths_are_sent_as_they_are_or_refused: "the path as given, or InvalidRequest, NotSent";
                h21_d23_dripping_body_is_ended: "TooSlow, with what arrived";
                h21_a_body_that_keeps_the_pace_is_read: "an answer";
                d02_a_connection_of_another_policy_is_not_used: "a new connection, or Address, NotSent";
                t19_extreme_limits_do_not_overflow: "no panic; a limit of zero is HeadTimeout, NotSent";
            }
            // HTTP/1.1, with and without TLS.
            http1 {
                h20_dripping_head_is_bounded: "HeadTimeout, Unknown";
                h24_close_delimited_body_is_complete: "the body";
                h24_close_delimited_body_reset: "Truncated, with what arrived";
                h26_broken_chunks: "Truncated or Protocol";
                h27_h30_broken_heads: "an answer or Unknown, one POST, no panic";
                h30_endless_head: "Protocol, Unknown";
                h48_abandoned_body_leaves_a_clean_next_exchange: "the next answer is right";
            }
            // Before or beside the protocol: once is enough, without TLS.
            plain {
                h01_unknown_name: "Dns, NotSent, naming the host";
                h02_connect_refused: "Connect, NotSent";
                h03_connect_timeout_covers_name_resolution: "ConnectTimeout, NotSent";
                h03_connect_timeout_covers_the_tls_handshake: "ConnectTimeout, NotSent";
                h04_head_timeout_while_connecting_is_proof: "ConnectTimeout, NotSent";
                h19_head_limit_counts_from_the_start: "HeadTimeout, Unknown, in time";
                h06_plain_http_on_the_tls_port: "Tls, NotSent";
                h06_closed_during_the_handshake: "Tls, NotSent";
                d02_names_of_special_addresses_are_refused: "Address, NotSent";
                d02_special_addresses_in_the_uri_are_refused: "Address, NotSent";
                d02_an_allowed_address_among_others_is_used: "the allowed one, and no other";
                d02_a_name_that_changes_is_judged_again: "Address, NotSent";
                u09_slow_but_steady_upload_is_not_killed: "an answer";
                u09_stalled_upload_is_ended: "IdleTimeout, NotSent";
                h44_user_info_is_refused: "InvalidRequest, NotSent";
                a_name_is_resolved_by_the_given_resolver: "the connection goes to that address";
            }
            // TLS, once for each protocol that it can choose.
            tls {
                h05_expired: "Tls, NotSent";
                h05_self_signed: "Tls, NotSent";
                h05_unknown_authority: "Tls, NotSent";
                h05_wrong_host: "Tls, NotSent";
            }
            // HTTP/1.1 over TLS.
            http1_tls {
                h24_close_delimited_body_cut_on_tls: "Truncated, with what arrived";
            }
            // HTTP/2.
            http2 {
                h14_i16_refused_stream_is_not_sent_and_not_repeated: "Refused, NotSent, one POST";
                h15_goaway_before_our_stream_is_not_sent: "Refused, NotSent, one POST";
                h16_goaway_after_our_stream_is_unknown: "Closed, Unknown, one POST";
                h16_goaway_after_our_stream_lets_it_finish: "both answers";
                h17_reset_after_the_request_is_unknown: "Closed, Unknown, one POST";
                h18_window_stays_closed: "IdleTimeout, NotSent";
                h18_window_large_enough_is_unknown: "HeadTimeout, Unknown";
                h23_stream_reset_in_the_middle_of_the_body: "Truncated, with what arrived";
                h48_abandoned_stream_leaves_a_clean_next_exchange: "the next answer is right";
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __conformance_tests {
    (
        [$wire:ident $check:path]
        every { $($every:ident: $e:literal;)* }
        http1 { $($http1:ident: $h:literal;)* }
        plain { $($plain:ident: $p:literal;)* }
        tls { $($tls:ident: $t:literal;)* }
        http1_tls { $($http1_tls:ident: $ht:literal;)* }
        http2 { $($http2:ident: $h2:literal;)* }
    ) => {
        $crate::__conformance_tests! { @$wire $check;
            [$($every)*] [$($http1)*] [$($plain)*] [$($tls)*] [$($http1_tls)*] [$($http2)*] }
    };
    (@Http1 $check:path; [$($a:ident)*] [$($b:ident)*] [$($c:ident)*] $tls:tt $http1_tls:tt $http2:tt) => {
        $crate::__conformance_tests! { @each Http1 $check; $($a)* $($b)* $($c)* }
    };
    (@Http1Tls $check:path; [$($a:ident)*] [$($b:ident)*] $plain:tt [$($c:ident)*] [$($d:ident)*] $http2:tt) => {
        $crate::__conformance_tests! { @each Http1Tls $check; $($a)* $($b)* $($c)* $($d)* }
    };
    (@Http2Tls $check:path; [$($a:ident)*] $http1:tt $plain:tt [$($b:ident)*] $http1_tls:tt [$($c:ident)*]) => {
        $crate::__conformance_tests! { @each Http2Tls $check; $($a)* $($b)* $($c)* }
    };
    (@each $wire:ident $check:path; $($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                let name = ::core::stringify!($name);
                match $crate::conformance::case(name) {
                    ::core::option::Option::Some(case) => $check(case, $crate::conformance::Wire::$wire),
                    ::core::option::Option::None => ::core::panic!("there is no case {name}"),
                }
            }
        )*
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __conformance_table {
    ([] $($group:ident { $($name:ident: $expects:literal;)* })*) => {
        pub(super) const CASES: &[Case] = &[
            $($(Case {
                name: stringify!($name),
                expects: $expects,
                wires: wires!($group),
                check: cases::$name,
            },)*)*
        ];
    };
}

macro_rules! wires {
    (every) => {
        &[Wire::Http1, Wire::Http1Tls, Wire::Http2Tls]
    };
    (http1) => {
        &[Wire::Http1, Wire::Http1Tls]
    };
    (plain) => {
        &[Wire::Http1]
    };
    (tls) => {
        &[Wire::Http1Tls, Wire::Http2Tls]
    };
    (http1_tls) => {
        &[Wire::Http1Tls]
    };
    (http2) => {
        &[Wire::Http2Tls]
    };
}

crate::__conformance_list! { __conformance_table, [] }
