//! The files that a completed task has, and where they are.

use super::task::{Making, Task};
use crate::media::{Container, Format};

/// How many layers a picture is taken apart into, on top of its base.
pub(crate) const LAYERS: usize = 4;

/// One file of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Output {
    /// The path on the result host, such as `/images/tsk_img_…/1790000000_0a1b2c3d.png`.
    pub(crate) path: String,
    pub(crate) shows: Shows,
}

/// What a file of a result shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shows {
    Picture {
        index: u32,
        format: Format,
    },
    /// A layer of a picture that was taken apart; 0 is the base.
    Layer {
        index: u32,
    },
    Film {
        index: u32,
        container: Container,
    },
    LastFrame {
        index: u32,
    },
    /// The portrait of a character.
    Portrait,
}

impl Shows {
    fn extension(self) -> &'static str {
        match self {
            Self::Picture { format, .. } => format.extension(),
            Self::Film { container, .. } => container.extension(),
            Self::Layer { .. } | Self::LastFrame { .. } | Self::Portrait => Format::Png.extension(),
        }
    }

    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Picture { format, .. } => format.media_type(),
            Self::Film { container, .. } => container.media_type(),
            Self::Layer { .. } | Self::LastFrame { .. } | Self::Portrait => Format::Png.media_type(),
        }
    }
}

/// All files of a task, in the order of its answer.
pub(crate) fn outputs(task: &Task) -> Vec<Output> {
    let asked = task.asked();
    let mut shown = Vec::new();
    match task.making {
        Making::Image if asked.wants_layers() => {
            shown.extend((0..).take(LAYERS + 1).map(|index| Shows::Layer { index }));
        }
        Making::Image => {
            let format = asked.picture_format();
            shown.extend((0..task.count).map(|index| Shows::Picture { index, format }));
        }
        Making::Character => shown.push(Shows::Portrait),
        Making::Video | Making::Remix | Making::Extension => {
            let container = asked.film_container();
            for index in 0..task.count {
                shown.push(Shows::Film { index, container });
                if asked.wants_last_frame() {
                    shown.push(Shows::LastFrame { index });
                }
            }
        }
    }
    let outputs = shown.into_iter().zip(0_u32..);
    outputs.map(|(shows, place)| Output { path: path(task, shows, place), shows }).collect()
}

/// As in the field: a folder for the task, and a name of its time and eight hexadecimal digits.
fn path(task: &Task, shows: Shows, place: u32) -> String {
    let folder = if matches!(shows, Shows::Film { .. }) { "videos" } else { "images" };
    let digits = fastrand::Rng::with_seed(task.seed ^ u64::from(place).wrapping_mul(0x9E37_79B9)).u32(..);
    format!("/{folder}/{}/{}_{digits:08x}.{}", task.id, task.created.as_secs(), shows.extension())
}
