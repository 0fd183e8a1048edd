//! Which scene a prompt gets, and what moves about in it.

use super::canvas::{Canvas, flat};
use super::color::Rgb;
use super::palette::Hour;
use super::shape::ellipse;
use super::stage::Stage;
use super::terrain::{Layer, hills};
use super::water::{self, Water};
use super::words::Word;
use super::{city, coast, rail, sky, space, street, style, things, weather, wild};

/// The kinds of place the painter knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Coast,
    Highland,
    Forest,
    Fields,
    Desert,
    City,
    Street,
    Rail,
    Space,
    Mood,
}

/// Paints sky, place, things and weather.
pub(super) fn paint(canvas: &mut Canvas, stage: &Stage) {
    let place = Place::of(stage);
    sky::paint(canvas, stage);
    if stage.has(Word::Poster) {
        style::rays(canvas, stage);
    }
    if stage.has(Word::Bridge) && matches!(place, Place::Coast | Place::City) {
        // Before the water, so that it is mirrored.
        rail::suspension(canvas, stage, stage.horizon - canvas.u * 0.045);
    }
    match place {
        Place::Coast => coast::paint(canvas, stage),
        Place::Highland => wild::highland(canvas, stage),
        Place::Forest => wild::forest(canvas, stage),
        Place::Fields => wild::fields(canvas, stage),
        Place::Desert => wild::desert(canvas, stage),
        Place::City => city::paint(canvas, stage),
        Place::Street => street::paint(canvas, stage),
        Place::Rail => rail::paint(canvas, stage),
        Place::Space => space::paint(canvas, stage),
        Place::Mood => wild::mood(canvas, stage),
    }
    inhabit(canvas, stage, place);
    weather::paint(canvas, stage);
}

impl Place {
    fn of(stage: &Stage) -> Self {
        use Word as W;
        let any = |words: &[Word]| stage.brief.any(words);
        let land = any(&[W::Sea, W::Beach, W::Mountain, W::Desert, W::Forest, W::City, W::Field, W::Lake]);
        if any(&[W::Bicycle, W::Wall]) {
            Self::Street
        } else if any(&[W::Space, W::Planet]) || stage.has(W::Rocket) && !land {
            Self::Space
        } else if stage.has(W::Train)
            || stage.has(W::Bridge) && any(&[W::Mountain, W::River, W::Forest]) && !any(&[W::Sea, W::City])
        {
            Self::Rail
        } else if any(&[W::Lighthouse, W::Sea, W::Beach, W::Cliff]) {
            Self::Coast
        } else if any(&[W::City, W::Street]) {
            Self::City
        } else if stage.has(W::Desert) {
            Self::Desert
        } else if any(&[W::Mountain, W::Lake, W::River]) {
            Self::Highland
        } else if stage.has(W::Forest) {
            Self::Forest
        } else if any(&[W::Boat, W::Bridge]) {
            Self::Coast
        } else if any(&[W::Field, W::Flower, W::House]) {
            Self::Fields
        } else if any(&[W::Snow, W::Snowfall, W::Bird]) {
            Self::Highland
        } else if stage.brief.is_abstract() {
            Self::Mood
        } else if stage.chance("place").chance(0.5) {
            Self::Fields
        } else {
            Self::Mood
        }
    }
}

/// Boats, balloons, birds, people and animals.
fn inhabit(canvas: &mut Canvas, stage: &Stage, place: Place) {
    let u = canvas.u;
    let mut dice = stage.chance("things");
    let watery = matches!(place, Place::Coast | Place::City)
        || place == Place::Highland && stage.brief.any(&[Word::Lake, Word::River, Word::Boat, Word::Sea]);
    if watery && (stage.has(Word::Boat) || place == Place::Coast && dice.chance(0.35)) {
        boats(canvas, stage);
    }
    if stage.has(Word::Balloon) {
        let count = 3 + dice.below(3);
        for index in (0..count).rev() {
            let near = 1.0 - index as f32 / count as f32;
            let main = if place == Place::Fields { canvas.w - stage.focus } else { stage.focus };
            let x = if index == 0 { main } else { dice.range(0.08, 0.92) * canvas.w };
            let y = stage.horizon - stage.horizon.min(u) * dice.range(0.22, 0.62);
            things::balloon(
                canvas,
                stage,
                x,
                y,
                u * (0.035 + 0.085 * near * near),
                0.5 * (1.0 - near),
                &mut dice,
            );
        }
    }
    if stage.has(Word::Rocket) && place != Place::Space {
        space::rocket(canvas, stage, (stage.focus, stage.horizon * 0.45), u * 0.3, dice.range(6.0, 16.0));
    }
    if stage.has(Word::Bird) || place == Place::Coast && stage.hour != Hour::Night {
        let size = u * if stage.has(Word::Bird) { 0.045 } else { 0.022 };
        let x = canvas.w - stage.focus + (stage.focus - canvas.w / 2.0) * 0.6;
        things::birds(canvas, stage, x, stage.horizon - stage.horizon.min(u) * 0.42, size, 7 + dice.below(7));
    }
    if stage.brief.any(&[Word::Cat, Word::Dog, Word::Person]) && place != Place::Space {
        figures(canvas, stage, place);
    }
}

fn boats(canvas: &mut Canvas, stage: &Stage) {
    let u = canvas.u;
    let mut dice = stage.chance("boats");
    let main = stage.has(Word::Boat);
    let (size, drop) =
        if main && !stage.brief.any(&[Word::Lighthouse, Word::Cliff]) { (0.30, 0.17) } else { (0.10, 0.035) };
    let edge =
        if stage.brief.any(&[Word::City, Word::Street]) { stage.horizon + u * 0.074 } else { stage.horizon };
    // With a tower on one side, boats keep to the other.
    let x = if size > 0.2 { stage.focus } else { stage.sun.0 + u * dice.range(-0.25, 0.25) };
    let y = edge + u * drop;
    let layer = canvas.layer(|canvas| things::boat(canvas, stage, x, y, u * size, 0.05));
    if let Some(layer) = layer {
        water::mirror(canvas, stage, Water { top: edge, waves: 0.8 }, &layer, y + u * size * 0.01);
        canvas.place(&layer);
    }
    if main {
        for _ in 0..2 {
            let (bx, by) = (dice.range(0.05, 0.95) * canvas.w, edge + u * 0.012);
            things::boat(canvas, stage, bx, by, u * dice.range(0.03, 0.05), 0.45);
        }
    }
}

/// Someone in the foreground, on a rise of the ground where the scene offers none.
fn figures(canvas: &mut Canvas, stage: &Stage, place: Place) {
    let u = canvas.u;
    let mut dice = stage.chance("figures");
    let taken = [Word::Lighthouse, Word::Cliff, Word::House, Word::Bicycle, Word::Boat];
    let x =
        if stage.brief.any(&taken) || place == Place::Fields { canvas.w - stage.focus } else { stage.focus };
    let y = if place == Place::Street || place == Place::Desert || stage.has(Word::Beach) {
        stage.floor + u * 0.01
    } else {
        let knoll = Layer { base: canvas.h - u * 0.02, rise: u * 0.15, wave: u * 1.1, depth: 0.0 };
        let ground = wild::meadow(stage, 0.0).mix(stage.palette.near, 0.35);
        let land = hills(canvas, stage, knoll, ground, &mut dice);
        land.at(x) + u * 0.012
    };
    let shade = |canvas: &mut Canvas, x: f32, wide: f32| {
        canvas.fill(ellipse(x, y, wide, wide * 0.16).as_ref(), flat(stage.palette.near, 0.4));
    };
    let mut place_at = x;
    let step = u * 0.22 * if x > canvas.w / 2.0 { -1.0 } else { 1.0 };
    if stage.has(Word::Person) {
        shade(canvas, place_at, u * 0.07);
        let coat = stage.brief.colour().unwrap_or(Rgb::hex(0xb84a3c));
        things::person(canvas, stage, place_at, y, u * 0.27, coat);
        place_at += step;
    }
    if stage.has(Word::Cat) {
        shade(canvas, place_at, u * 0.10);
        things::cat(canvas, stage, place_at, y, u * 0.26);
        place_at += step * 1.2;
    }
    if stage.has(Word::Dog) {
        shade(canvas, place_at, u * 0.13);
        things::dog(canvas, stage, place_at, y, u * 0.15);
    }
}
