//! The sea, seen from the land: horizon, headlands, a cliff with a lighthouse, boats, a beach.

use super::canvas::{Canvas, flat, gradient};
use super::color::Rgb;
use super::lighthouse::{cottage, lighthouse};
use super::noise::{Noise, smoothstep};
use super::shape::{curve, polygon};
use super::stage::Stage;
use super::terrain::{Layer, hills, mountains};
use super::water::{self, Water};
use super::words::Word;

/// Paints the scene over a finished sky.
pub(super) fn paint(canvas: &mut Canvas, stage: &Stage) {
    let u = canvas.u;
    let mut dice = stage.chance("coast");
    if stage.has(Word::Mountain) {
        let layer = Layer { base: stage.horizon, rise: u * 0.26, wave: u * 0.8, depth: 0.5 };
        mountains(canvas, stage, layer, if stage.snowy() { 0.8 } else { 0.2 }, &mut dice);
    } else {
        // A far headland gives the horizon a scale.
        for depth in [0.82, 0.66] {
            headland(canvas, stage, depth);
        }
    }
    let calm = stage.brief.any(&[Word::Lake, Word::River]);
    let waves = if stage.has(Word::Storm) {
        1.5
    } else if calm {
        0.5
    } else {
        1.0
    };
    let water = Water { top: stage.horizon, waves };
    water::paint(canvas, stage, water);
    if stage.brief.any(&[Word::Lighthouse, Word::Cliff]) {
        cliff(canvas, stage, water);
    } else if stage.has(Word::House) {
        let layer = Layer { base: stage.floor + u * 0.02, rise: u * 0.13, wave: u * 0.9, depth: 0.05 };
        let ground = stage.tone(Rgb::hex(0x5a7a48), 0.05).mix(stage.palette.near, 0.45);
        let land = hills(canvas, stage, layer, ground, &mut dice);
        cottage(
            canvas,
            stage,
            stage.focus,
            land.at(stage.focus) + u * 0.01,
            u * 0.15,
            Rgb::hex(0xe8dcc4),
            0.0,
        );
    }
    if stage.has(Word::Beach) && !stage.has(Word::Cliff) {
        beach(canvas, stage);
    }
}

/// A low dark tongue of land on the horizon.
fn headland(canvas: &mut Canvas, stage: &Stage, depth: f32) {
    let mut dice = stage.chance(if depth > 0.7 { "far headland" } else { "near headland" });
    let noise = Noise::new(&mut dice);
    let (u, base) = (canvas.u, stage.horizon);
    // It lies on the side away from the main thing, or passes behind it.
    let from_left = (stage.focus > canvas.w / 2.0) == (depth < 0.7);
    let length = canvas.w.min(u * 2.6) * dice.range(0.22, 0.40);
    let rise = u * dice.range(0.035, 0.06) * (1.3 - depth * 0.5);
    let mut points: Vec<(f32, f32)> = (0..=80)
        .map(|k| {
            let t = k as f32 / 80.0;
            let x = if from_left { t * length } else { canvas.w - t * length };
            let body = (1.0 - t).powf(0.7) * (0.75 + 0.5 * noise.fractal(t * 4.0, 1.0, 4));
            (x, base - rise * body.max(0.0))
        })
        .collect();
    let wall = if from_left { -2.0 } else { canvas.w + 2.0 };
    points.extend([(points[80].0, base + 2.0), (wall, base + 2.0), (wall, points[0].1)]);
    let colour = stage.ground(depth);
    let ink = gradient(
        (0.0, base - rise),
        (0.0, base),
        &[(0.0, colour, 1.0), (1.0, colour.mix(stage.palette.haze, 0.35), 1.0)],
    );
    canvas.fill(polygon(&points).as_ref(), ink);
}

/// The cliff in the foreground, with grass on top; the lighthouse stands on it.
fn cliff(canvas: &mut Canvas, stage: &Stage, water: Water) {
    let cliff = Cliff::new(canvas, stage);
    let layer = canvas.layer(|canvas| {
        cliff.paint(canvas, stage);
        if stage.has(Word::Lighthouse) {
            cliff.build(canvas, stage);
        }
    });
    let Some(layer) = layer else { return };
    water::mirror(canvas, stage, water, &layer, cliff.shore);
    canvas.place(&layer);
    cliff.surf(canvas, stage);
}

/// A headland that reaches into the picture from one side.
struct Cliff {
    /// 1 when it comes in from the right, -1 from the left.
    side: f32,
    /// Where the top ends and the face begins.
    brink: f32,
    /// Height of the top at the brink, and of the waterline.
    plateau: f32,
    shore: f32,
    /// The edge of the canvas it comes from.
    wall: f32,
    unit: f32,
    rough: Noise,
    rock: Noise,
    grain: Noise,
}

impl Cliff {
    fn new(canvas: &Canvas, stage: &Stage) -> Self {
        let mut dice = stage.chance("cliff");
        let (u, w) = (canvas.u, canvas.w);
        let right = stage.focus > w / 2.0;
        let side = if right { 1.0 } else { -1.0 };
        Self {
            side,
            brink: stage.focus - side * u * dice.range(0.15, 0.19),
            plateau: stage.horizon - u * dice.range(0.08, 0.11),
            shore: stage.horizon + u * dice.range(0.12, 0.15),
            wall: if right { w + 4.0 } else { -4.0 },
            unit: u,
            rough: Noise::new(&mut dice),
            rock: Noise::new(&mut dice),
            grain: Noise::new(&mut dice),
        }
    }

    /// The top edge: from the brink inland, gently rising and wavy.
    fn crown(&self, x: f32) -> f32 {
        let u = self.unit;
        let inland = ((x - self.brink) * self.side / u).max(0.0);
        self.plateau - u * (0.05 * smoothstep(0.0, 0.18, inland) + 0.04 * smoothstep(0.25, 1.2, inland))
            + u * 0.012 * self.rough.fractal(x / u * 5.0, 2.0, 4)
    }

    /// How far the face stands out at height `y`, in pixels.
    fn lean(&self, y: f32) -> f32 {
        let v = (y - self.plateau) / (self.shore - self.plateau);
        let ledge = (self.rough.at(v * 4.5, 4.0) * 2.5).round() / 2.5;
        let jag = 0.022 * self.rough.fractal(v * 7.0, 8.0, 4) + 0.016 * ledge;
        self.unit * (0.02 * v + 0.055 * v * v + jag * smoothstep(0.0, 0.15, v))
    }

    fn paint(&self, canvas: &mut Canvas, stage: &Stage) {
        let (u, side, p) = (self.unit, self.side, &stage.palette);
        let steps = 240;
        let mut outline: Vec<(f32, f32)> = (0..=steps)
            .map(|k| self.wall + (self.brink - self.wall) * k as f32 / steps as f32)
            .map(|x| (x, self.crown(x)))
            .collect();
        let top = self.crown(self.brink);
        outline.extend((1..=120).map(|k| {
            let y = top + (self.shore - top) * k as f32 / 120.0;
            (self.brink - side * self.lean(y), y)
        }));
        outline.push((self.wall, self.shore));
        let stone = stage.tone(Rgb::hex(0x74625a), 0.0).mix(p.near, 0.10 + 0.36 * stage.darkness());
        let (lit, dark) = (stone.screen(p.sky[3], 0.40), stone.mix(p.near, 0.78));
        let grass = Self::grass(stage);
        // The sun's side of each facet is bright; when it stands behind the land, all of it is in shade.
        let sunny = if (stage.sun.0 - self.brink) * side < 0.0 { 1.0 } else { 0.45 };
        canvas.fill_shaded(polygon(&outline).as_ref(), u / 620.0, |x, y| {
            let edge = self.crown(if (x - self.brink) * side < 0.0 { self.brink } else { x });
            let below = (y - edge) / u;
            let inland = (x - self.brink) * side / u;
            let (nx, ny) = (x / u, y / u);
            // Upright slabs of broken stone with smaller chips, crossed by strata and bent by a slow warp.
            let warp = self.rock.fractal(nx * 6.0, ny * 5.0, 4);
            let (slab, seam) =
                self.rock.cells(nx * 17.0 + warp * 1.6, ny * 4.2 + warp * 1.1 + nx * 2.0 * side);
            let (chip, split) = self.grain.cells(nx * 34.0 + warp * 2.6, ny * 15.0 - warp * 2.0);
            let strata = self.grain.fractal(nx * 3.0 + 9.0, (ny + nx * 0.10 * side) * 34.0, 3);
            let gap = (1.0 - smoothstep(0.0, 0.16, seam)) * 0.16 + (1.0 - smoothstep(0.0, 0.2, split)) * 0.05;
            let facing = (1.0 - smoothstep(-0.10, 0.34, inland)) * 0.40 * sunny;
            let relief = slab * 0.34 + chip * 0.26 + strata * 0.30 + warp * 0.22;
            let light = relief * (0.55 + 0.35 * sunny) + facing - gap - below * 0.8 + 0.06;
            let stone = dark.lerp(lit, light.clamp(0.0, 1.0));
            // Wet and dark just above the water.
            let wet = smoothstep(0.035, 0.0, (self.shore - y) / u + 0.012 * warp) * 0.45;
            let stone = stone.lerp(dark.scale(0.8), wet);
            // Grass hangs over the edge in tongues.
            let turf = 0.012
                + 0.030 * (0.5 + self.grain.fractal(nx * 9.0, 1.0, 4))
                + 0.035 * smoothstep(0.0, 0.5, inland);
            let cover =
                1.0 - smoothstep(turf * 0.7, turf, below + 0.010 * self.grain.at(nx * 60.0, ny * 60.0));
            let blades = 1.0 + 0.22 * self.grain.at(nx * 150.0, ny * 40.0);
            let sheen = 0.22 * sunny * (1.0 - below / 0.03).max(0.0);
            (stone.lerp(grass.scale(blades).screen(p.sky[3], sheen), cover), 1.0)
        });
        rim(canvas, stage, &outline[..=steps], side);
        self.boulders(canvas, stage, dark, lit);
    }

    fn grass(stage: &Stage) -> Rgb {
        let own = if stage.snowy() { 0xe8eef4 } else { 0x5c7842 };
        stage.tone(Rgb::hex(own), 0.0).mix(stage.palette.near, 0.22 + 0.3 * stage.darkness())
    }

    /// Rocks that have fallen into the sea at the foot.
    fn boulders(&self, canvas: &mut Canvas, stage: &Stage, dark: Rgb, lit: Rgb) {
        let mut dice = stage.chance("boulders");
        let u = self.unit;
        let foot = self.brink - self.side * self.lean(self.shore);
        for _ in 0..9 {
            let x = foot - self.side * u * dice.range(-0.06, 0.13);
            let (wide, tall) = (u * dice.range(0.012, 0.034), u * dice.range(0.008, 0.03));
            let base = self.shore;
            let tip = x + wide * dice.range(-0.4, 0.4);
            let left = [(x - wide, base), (x - wide * 0.7, base - tall * 0.6), (tip, base - tall), (x, base)];
            let right =
                [(tip, base - tall), (x + wide * 0.75, base - tall * 0.55), (x + wide, base), (x, base)];
            let (a, b) =
                if stage.sun.0 > x { (dark, dark.lerp(lit, 0.55)) } else { (dark.lerp(lit, 0.55), dark) };
            canvas.fill(polygon(&left).as_ref(), flat(a, 1.0));
            canvas.fill(polygon(&right).as_ref(), flat(b, 1.0));
        }
    }

    /// Lighthouse and cottage.
    fn build(&self, canvas: &mut Canvas, stage: &Stage) {
        let (u, x) = (self.unit, stage.focus);
        // Tall pictures have room for a higher tower.
        let tower = (stage.horizon * 0.3).clamp(u * 0.43, u * 1.05).min(self.plateau * 0.86);
        let room = (canvas.w - x).min(x);
        if room > u * 0.22 {
            let cx = x + self.side * u * 0.16;
            cottage(canvas, stage, cx, self.crown(cx) + u * 0.012, u * 0.085, Rgb::hex(0xe9e0cf), 0.02);
        }
        lighthouse(canvas, stage, x, self.crown(x) + u * 0.012, tower);
        self.tufts(canvas, stage);
    }

    /// Grass before the foot of the tower, so that it stands in it rather than on it.
    fn tufts(&self, canvas: &mut Canvas, stage: &Stage) {
        let mut dice = stage.chance("tufts");
        let (u, grass) = (self.unit, Self::grass(stage));
        for _ in 0..420 {
            let x = stage.focus + dice.range(-0.15, 0.5) * u * self.side;
            if !(0.0..canvas.w).contains(&x) {
                continue;
            }
            let y = self.crown(x) + u * dice.range(0.006, 0.022);
            let (lean, tall) = (dice.range(-0.005, 0.005) * u, u * dice.range(0.006, 0.015));
            let blade = [(x - u * 0.001, y), (x + u * 0.001, y), (x + lean, y - tall)];
            canvas.fill(polygon(&blade).as_ref(), flat(grass.scale(dice.range(0.75, 1.3)), 1.0));
        }
    }

    /// White water along the foot.
    fn surf(&self, canvas: &mut Canvas, stage: &Stage) {
        let mut dice = stage.chance("surf");
        let u = self.unit;
        let foam = stage.tone(Rgb::WHITE, 0.1).screen(stage.palette.sky[3], 0.4);
        let foot = self.brink - self.side * self.lean(self.shore);
        let length = (self.wall - foot).abs() + u * 0.18;
        let count = (150.0 * length / u).min(900.0) as usize;
        for _ in 0..count {
            let x = foot - self.side * u * 0.16 + self.side * dice.unit() * length;
            let out = dice.unit() * dice.unit();
            let y = self.shore + u * (0.002 + 0.022 * out);
            let (long, thin) =
                (u * dice.range(0.008, 0.035), (u * dice.range(0.0008, 0.0026) * (1.0 - out * 0.5)).max(0.5));
            let stroke = [(x - long, y + thin * 0.3), (x, y - thin * 0.6), (x + long, y + thin * 0.4)];
            canvas.stroke(
                curve(&stroke).as_ref(),
                thin,
                flat(foam, dice.range(0.12, 0.6) * (1.0 - out * 0.7)),
            );
        }
    }
}

/// Light along the top edge, on the side of the sun.
fn rim(canvas: &mut Canvas, stage: &Stage, edge: &[(f32, f32)], side: f32) {
    let (Some(first), Some(last)) = (edge.first(), edge.last()) else { return };
    let light = stage.palette.sky[3].screen(stage.palette.sun, 0.4);
    let towards = (stage.sun.0 - last.0) * -side;
    let strength = if towards > 0.0 { 0.55 } else { 0.25 };
    let ink = gradient(
        (first.0, 0.0),
        (last.0, 0.0),
        &[(0.0, light, 0.1), (0.5, light, strength * 0.5), (1.0, light, strength)],
    );
    canvas.stroke(curve(edge).as_ref(), (canvas.u * 0.0022).max(0.6), ink);
}

/// Sand with a wet edge and lines of foam.
fn beach(canvas: &mut Canvas, stage: &Stage) {
    let mut dice = stage.chance("beach");
    let noise = Noise::new(&mut dice);
    let (u, w, h) = (canvas.u, canvas.w, canvas.h);
    let sand = stage.tone(Rgb::hex(0xe6cfa2), 0.0);
    let edge = |x: f32, lift: f32| {
        let t = x / u;
        h - u * (0.17 - lift)
            + u * 0.045 * (t * 1.1 - w / u * 0.5) * 0.8
            + u * 0.035 * noise.fractal(t * 0.8, lift * 3.0, 3)
    };
    let line = |lift: f32| -> Vec<(f32, f32)> {
        (0..=90).map(|k| w * k as f32 / 90.0).map(|x| (x, edge(x, lift))).collect()
    };
    for (lift, colour, alpha) in [
        (-0.055, sand.mix(stage.palette.sky[2], 0.45), 0.55),
        (-0.02, sand.scale(0.72), 0.85),
        (0.0, sand, 1.0),
    ] {
        let mut points = line(lift);
        points.extend([(w, h + 2.0), (0.0, h + 2.0)]);
        canvas.fill(polygon(&points).as_ref(), flat(colour, alpha));
        let foam = stage.tone(Rgb::WHITE, 0.05);
        if alpha < 1.0 {
            canvas.stroke(curve(&line(lift)).as_ref(), u * 0.004, flat(foam, 0.8));
        }
    }
    let mut points = line(0.0);
    points.extend([(w, h + 2.0), (0.0, h + 2.0)]);
    let path = polygon(&points);
    canvas.fill_shaded(path.as_ref(), u / 500.0, |x, y| {
        let ripple = noise.fractal(x / u * 6.0, y / u * 40.0, 3) * 0.07;
        (sand.scale(1.0 + ripple), 1.0)
    });
}
