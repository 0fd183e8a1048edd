//! Calls that make no task: balances, models, tokens, avatars, uploads of films.

use serde_json::json;
use toapis_client::transport::memory::{Expect, Reply};
use toapis_client::types::video::private_avatar::CreatePrivateAvatarGroup;
use toapis_client::types::{Balance, CreatedToken, ListedModel, ModelFilter, TokenRequest, Upload, call};
use toapis_client::{Client, Error, Money, UploadFile, blocking};

use crate::films::act;
use crate::support::{Act, both, config, lost, refused, reply};

act!(TokenBalance, Balance, |client| client.token_balance());
act!(UserBalance, Balance, |client| client.user_balance());
act!(Models, Vec<ListedModel>, |client| client.models(ModelFilter::Image));
act!(Token, CreatedToken, |client| client.create_token(&TokenRequest::new("ci").remain_credits(200.0)));
act!(Group, <CreatePrivateAvatarGroup as call::Call>::Answer, |client| client
    .call(&CreatePrivateAvatarGroup::new("mascots").description("Our mascot")));

#[test]
fn balances_are_read_and_a_refusal_under_200_is_seen() {
    let balance =
        json!({"success": true, "remain_credits": 2100.5, "used_credits": 460, "unlimited_quota": false});
    let script = |path: &'static str, status, body: serde_json::Value| {
        move |transport: &toapis_client::transport::memory::MemoryTransport| {
            transport.expect(Expect::get(path)).reply(reply(status, &body));
        }
    };
    let (token, _) = both(&config(), script("/v1/balance", 200, balance.clone()), &TokenBalance);
    assert_eq!(token.unwrap().remain_credits.as_deref(), Some("2100.5"));
    let (user, _) = both(&config(), script("/v1/user/balance", 200, balance), &UserBalance);
    assert_eq!(user.unwrap().used_credits.as_deref(), Some("460"));
    let failed = json!({"success": false, "message": "Failed to get token info: record not found"});
    let (failed, _) = both(&config(), script("/v1/balance", 200, failed), &TokenBalance);
    let error = failed.unwrap_err();
    assert!(matches!(error, Error::Refused(_)) && error.to_string().contains("record not found"), "{error}");
}

#[test]
fn models_are_listed_by_kind() {
    let list = json!({"object": "list", "success": true, "data": [{"id": "gpt-image-2", "supported_endpoint_types": ["image-generation"]}]});
    let (models, _) = both(
        &config(),
        |transport| transport.expect(Expect::get("/v1/models?type=image")).reply(reply(200, &list)),
        &Models,
    );
    assert_eq!(models.unwrap()[0].id, "gpt-image-2");
}

#[test]
fn p25_a_token_is_asked_for_once_whatever_happens() {
    let made = json!({"success": true, "message": "", "data": {"id": 1, "key": "abc", "name": "ci"}});
    let answers: [(&str, Reply); 6] = [
        ("made", reply(200, &made)),
        ("refused", reply(200, &json!({"success": false, "message": "too long"}))),
        ("unknown", lost()),
        ("not sent", refused()),
        ("unknown", Reply::new(502).body("<html>")),
        ("unknown", reply(200, &json!({"success": true}))),
    ];
    for (class, answer) in answers {
        let (outcome, trace) = both(
            &config(),
            |transport| transport.expect(Expect::post("/v1/tokens")).reply(answer.clone()),
            &Token,
        );
        let got = match &outcome {
            Ok(token) if token.key.expose() == "sk-abc" => "made",
            Err(Error::Refused(_)) => "refused",
            Err(Error::TokenUnknown(_)) => "unknown",
            Err(Error::Transport(_)) => "not sent",
            other => panic!("{other:?}"),
        };
        assert_eq!((got, trace.posts()), (class, 1), "{outcome:?}");
        if let Err(error @ Error::TokenUnknown(_)) = outcome {
            assert!(!error.is_retryable() && error.money() == Money::NotMoved);
            assert!(error.to_string().contains("console"), "{error}");
        }
    }
}

#[test]
fn avatar_calls_go_where_their_page_says() {
    let path = "/v1/videos/doubao-seedance-2-0/private-avatar/groups";
    let answer = json!({"success": true, "data": {"group_id": "pg_1"}});
    let (outcome, trace) =
        both(&config(), |transport| transport.expect(Expect::post(path)).reply(reply(200, &answer)), &Group);
    assert_eq!(outcome.unwrap().group_id.as_deref(), Some("pg_1"));
    let body: serde_json::Value = serde_json::from_slice(trace.requests[0].body().as_bytes()).unwrap();
    assert_eq!(body, json!({"name": "mascots", "description": "Our mascot"}));
}

#[test]
fn a_film_is_uploaded_to_the_place_for_films() {
    let film = || UploadFile::from_bytes("clip.mp4", b"\0\0\0\x18ftypisom\0\0\0\0".to_vec()).unwrap();
    let transport = toapis_client::transport::memory::MemoryTransport::new();
    transport.expect(Expect::post("/v1/uploads/videos")).reply(reply(
        200,
        &json!({"success": true, "data": {"url": "https://files.toapis.com/uploads/1/a.mp4"}}),
    ));
    let time = toapis_client::poll::time::VirtualTime::new();
    let client = blocking::Client::with(config(), transport.clone(), time).unwrap();
    let upload: Upload = client.upload(&film()).unwrap();
    assert_eq!(upload.url, "https://files.toapis.com/uploads/1/a.mp4");
    transport.assert_done();
}
