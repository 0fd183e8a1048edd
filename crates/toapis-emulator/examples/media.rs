//! Writes pictures and films to a folder, to look at and to check with other programs.
//!
//! ```text
//! cargo run -p toapis-emulator --example media -- FOLDER WIDTH HEIGHT SECONDS [FRAMES_PER_SECOND [PROMPT]]
//! ```

use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, error, fs};

use toapis_emulator::media::{Container, Film, Format, film, last_frame, layers, picture};
use toapis_emulator::paint::Painting;

fn main() -> Result<(), Box<dyn error::Error>> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [folder, width, height, seconds, rest @ ..] = &words[..] else {
        return Err("arguments: FOLDER WIDTH HEIGHT SECONDS [FRAMES_PER_SECOND [PROMPT]]".into());
    };
    let speed = rest.first().map_or(Ok(Film::DEFAULT_SPEED), |word| word.parse())?;
    let prompt = rest.get(1).map_or("A lighthouse on a cliff at dusk, a sailing boat", |word| word);
    let painting = Painting {
        prompt,
        seed: 7,
        width: width.parse()?,
        height: height.parse()?,
        model: "seedance-2",
        references: &[],
    };
    let write = |name: &str, make: &dyn Fn() -> Vec<u8>| {
        let begin = Instant::now();
        let bytes = make();
        println!("{name:>12} {:>9} bytes {:>6} ms", bytes.len(), begin.elapsed().as_millis());
        fs::write(Path::new(folder).join(name), bytes)
    };
    fs::create_dir_all(folder)?;
    for format in [Format::Png, Format::Jpeg, Format::Webp] {
        write(&format!("picture.{}", format.extension()), &|| picture(&painting, format))?;
    }
    for (index, layer) in layers(&painting, 3).iter().enumerate() {
        write(&format!("layer-{}.png", index + 1), &|| layer.png(&painting))?;
    }
    let shot = Film::new(painting, Duration::try_from_secs_f64(seconds.parse()?)?)?.with_speed(speed)?;
    for container in [Container::Mp4, Container::Mov] {
        write(&format!("film.{}", container.extension()), &|| film(&shot, container))?;
    }
    write("last.png", &|| last_frame(&shot))?;
    Ok(())
}
