//! What a prompt asks for, as far as a painter without a brain can tell.

use super::color::Rgb;
use super::rng::fnv1a;

/// The known words of a prompt, and a hash of all of it.
#[derive(Clone, Debug)]
pub(super) struct Brief {
    words: u128,
    colour: Option<Rgb>,
    hash: u64,
}

impl Brief {
    /// Reads a prompt: English words, and the common Chinese ones for the same things.
    pub(super) fn read(prompt: &str) -> Self {
        // The first few thousand characters decide; a prompt can be a book.
        let text: String = prompt.chars().take(4000).flat_map(char::to_lowercase).collect();
        let mut brief = Self { words: 0, colour: None, hash: fnv1a(prompt.as_bytes()) };
        for token in text.split(|c: char| !c.is_alphabetic()).filter(|token| !token.is_empty()) {
            brief.note(token);
        }
        for &(sign, word) in HAN {
            if text.contains(sign) {
                brief.add(word);
            }
        }
        brief
    }

    /// Whether the prompt speaks of `word`.
    pub(super) fn has(&self, word: Word) -> bool {
        self.words & (1 << word as u32) != 0
    }

    /// Whether the prompt speaks of one of `words`.
    pub(super) fn any(&self, words: &[Word]) -> bool {
        words.iter().any(|&word| self.has(word))
    }

    /// Whether the prompt names nothing that can be shown. Hour, weather and style are not things.
    pub(super) fn is_abstract(&self) -> bool {
        self.words & ((1 << Word::Moon as u32) - 1) == 0
    }

    /// The first colour the prompt names: that of its main thing.
    pub(super) fn colour(&self) -> Option<Rgb> {
        self.colour
    }

    /// A hash of the whole prompt.
    pub(super) fn hash(&self) -> u64 {
        self.hash
    }

    fn add(&mut self, word: Word) {
        self.words |= 1 << word as u32;
    }

    fn note(&mut self, token: &str) {
        // The plain word first, then without an English plural: "boats", "beaches", "cities".
        let stems = [Some(token), token.strip_suffix('s'), token.strip_suffix("es")];
        for stem in stems.into_iter().flatten() {
            if let Some(&(_, colour)) = COLOURS.iter().find(|(name, _)| *name == stem) {
                self.colour.get_or_insert(colour);
                return;
            }
            if let Some((_, word)) =
                ENGLISH.iter().find(|(names, _)| names.split(' ').any(|name| name == stem))
            {
                self.add(*word);
                return;
            }
        }
    }
}

/// Something the painter can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Word {
    Lighthouse,
    Sea,
    Beach,
    Boat,
    Cliff,
    Mountain,
    Snow,
    Forest,
    Desert,
    City,
    Street,
    River,
    Lake,
    Flower,
    Field,
    House,
    Bridge,
    Train,
    Cat,
    Dog,
    Person,
    Bicycle,
    Balloon,
    Bird,
    Rocket,
    Space,
    Planet,
    Wall,
    // From here on: light, season, weather and style, which are not things (see `is_abstract`).
    Moon,
    Sun,
    Star,
    Night,
    Dusk,
    Dawn,
    Noon,
    Winter,
    Autumn,
    Spring,
    Cloud,
    Rain,
    Storm,
    Snowfall,
    Fog,
    Aurora,
    Sketch,
    Watercolor,
    Neon,
    Poster,
}

/// Names separated by spaces, singular, lower case.
const ENGLISH: &[(&str, Word)] = &[
    ("lighthouse beacon", Word::Lighthouse),
    (
        "sea ocean coast coastal shore seaside harbor harbour bay wave fjord marine surf island tide quay",
        Word::Sea,
    ),
    ("beach sand pebble tropical", Word::Beach),
    ("boat ship sail sailboat sailing sailor ferry kayak canoe vessel yacht row", Word::Boat),
    ("cliff crag headland rock rocky", Word::Cliff),
    ("mountain alp alpine peak summit himalaya highland fjord canyon volcano", Word::Mountain),
    ("snow snowy ice icy glacier frozen frost arctic", Word::Snow),
    ("snowfall snowing blizzard snowstorm snowflake", Word::Snowfall),
    ("forest wood woods woodland tree pine birch jungle lynx deer fox bear grove spruce", Word::Forest),
    ("desert dune sahara camel cactus", Word::Desert),
    (
        "city cities skyline skyscraper building tower downtown metropolis urban cyberpunk tokyo york town",
        Word::City,
    ),
    ("street alley market avenue road gutter", Word::Street),
    ("river stream creek canal brook waterfall", Word::River),
    ("lake pond lagoon reservoir", Word::Lake),
    ("flower garden blossom tulip poppy lavender rose bloom meadow sunflower", Word::Flower),
    ("field farm wheat prairie grass countryside pasture hill valley vineyard", Word::Field),
    ("house cottage cabin hut barn home village chalet", Word::House),
    ("bridge viaduct aqueduct", Word::Bridge),
    ("train railway railroad locomotive rail tram metro", Word::Train),
    ("cat kitten kitty tabby", Word::Cat),
    ("dog puppy puppies corgi", Word::Dog),
    (
        "person man woman girl boy child people friend figure traveler traveller hiker wanderer couple hero portrait",
        Word::Person,
    ),
    ("bicycle bike cyclist cycling", Word::Bicycle),
    ("balloon airship zeppelin", Word::Balloon),
    ("bird seagull gull eagle crow swallow geese goose puffin owl swan", Word::Bird),
    ("rocket spaceship spacecraft shuttle launch", Word::Rocket),
    ("space galaxy nebula cosmos cosmic universe astronaut orbit interstellar", Word::Space),
    ("planet saturn jupiter mars", Word::Planet),
    ("wall brick", Word::Wall),
    ("moon moonlight moonlit lunar", Word::Moon),
    ("sun sunny sunlight sunshine eclipse", Word::Sun),
    ("star starry starlight constellation", Word::Star),
    ("night midnight nocturne nighttime dark", Word::Night),
    ("dusk sunset evening twilight", Word::Dusk),
    ("dawn sunrise morning daybreak", Word::Dawn),
    ("noon midday day daylight daytime summer bright", Word::Noon),
    ("winter christmas december january", Word::Winter),
    ("autumn fall october harvest", Word::Autumn),
    ("spring cherry april sakura", Word::Spring),
    ("cloud cloudy overcast", Word::Cloud),
    ("rain rainy raining drizzle umbrella wet puddle", Word::Rain),
    ("storm stormy thunder lightning thunderstorm tempest", Word::Storm),
    ("fog foggy mist misty haze hazy", Word::Fog),
    ("aurora borealis northern", Word::Aurora),
    (
        "charcoal sketch pencil drawing ink monochrome grayscale greyscale etching engraving graphite noir",
        Word::Sketch,
    ),
    ("watercolor watercolour gouache aquarelle painterly", Word::Watercolor),
    ("neon synthwave vaporwave cyberpunk retrowave", Word::Neon),
    ("poster flyer advert advertisement cover billboard", Word::Poster),
];

/// Chinese signs; Chinese writes no spaces, so these are looked for anywhere.
const HAN: &[(&str, Word)] = &[
    ("灯塔", Word::Lighthouse),
    ("海", Word::Sea),
    ("沙滩", Word::Beach),
    ("船", Word::Boat),
    ("悬崖", Word::Cliff),
    ("山", Word::Mountain),
    ("雪", Word::Snow),
    ("森林", Word::Forest),
    ("树", Word::Forest),
    ("沙漠", Word::Desert),
    ("城", Word::City),
    ("街", Word::Street),
    ("河", Word::River),
    ("江", Word::River),
    ("湖", Word::Lake),
    ("花", Word::Flower),
    ("田", Word::Field),
    ("房", Word::House),
    ("村", Word::House),
    ("桥", Word::Bridge),
    ("火车", Word::Train),
    ("高铁", Word::Train),
    ("列车", Word::Train),
    ("猫", Word::Cat),
    ("狗", Word::Dog),
    ("人", Word::Person),
    ("自行车", Word::Bicycle),
    ("气球", Word::Balloon),
    ("鸟", Word::Bird),
    ("火箭", Word::Rocket),
    ("太空", Word::Space),
    ("宇宙", Word::Space),
    ("星球", Word::Planet),
    ("墙", Word::Wall),
    ("月", Word::Moon),
    ("太阳", Word::Sun),
    ("星", Word::Star),
    ("夜", Word::Night),
    ("黄昏", Word::Dusk),
    ("日落", Word::Dusk),
    ("夕阳", Word::Dusk),
    ("黎明", Word::Dawn),
    ("日出", Word::Dawn),
    ("早晨", Word::Dawn),
    ("冬", Word::Winter),
    ("秋", Word::Autumn),
    ("春", Word::Spring),
    ("云", Word::Cloud),
    ("雨", Word::Rain),
    ("暴风", Word::Storm),
    ("雾", Word::Fog),
    ("极光", Word::Aurora),
    ("素描", Word::Sketch),
    ("水墨", Word::Sketch),
    ("黑白", Word::Sketch),
    ("水彩", Word::Watercolor),
    ("霓虹", Word::Neon),
    ("海报", Word::Poster),
];

const COLOURS: &[(&str, Rgb)] = &[
    ("red", Rgb::hex(0xc8372d)),
    ("crimson", Rgb::hex(0xa81f38)),
    ("orange", Rgb::hex(0xe07a2c)),
    ("yellow", Rgb::hex(0xe8bf3c)),
    ("golden", Rgb::hex(0xdca63c)),
    ("gold", Rgb::hex(0xdca63c)),
    ("green", Rgb::hex(0x3d8650)),
    ("emerald", Rgb::hex(0x1f8a64)),
    ("teal", Rgb::hex(0x238083)),
    ("turquoise", Rgb::hex(0x3fb5b0)),
    ("blue", Rgb::hex(0x2f62b0)),
    ("purple", Rgb::hex(0x70459c)),
    ("violet", Rgb::hex(0x70459c)),
    ("pink", Rgb::hex(0xe286a5)),
    ("brown", Rgb::hex(0x80553a)),
    ("white", Rgb::hex(0xefece2)),
    ("black", Rgb::hex(0x26282d)),
    ("silver", Rgb::hex(0xb4bbc2)),
    ("grey", Rgb::hex(0x868c92)),
    ("gray", Rgb::hex(0x868c92)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_form() {
        let brief = Brief::read("Two BOATS off the beaches, mountains behind; a red-hot sunset");
        for word in [Word::Boat, Word::Beach, Word::Mountain, Word::Dusk] {
            assert!(brief.has(word), "{word:?}");
        }
        assert!(!brief.has(Word::City));
        assert_eq!(brief.colour(), Some(Rgb::hex(0xc8372d)));
        assert!(Brief::read("雪山下的灯塔").any(&[Word::Lighthouse]));
        assert!(Brief::read("").colour().is_none());
    }
}
