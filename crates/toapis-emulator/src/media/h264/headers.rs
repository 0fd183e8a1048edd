//! What stands before the macroblocks: the parameters of the stream and of each picture (7.3.2 and 7.3.3).

use super::bits::{BitWriter, unit};
use super::transform::QP;

/// Bits of the picture order count; it starts again at zero with every full picture.
const ORDER_BITS: u32 = 10;

/// The most pictures from one full picture to the next: the order count grows by two for each.
pub(super) const LONGEST_GROUP: usize = 1 << (ORDER_BITS - 2);

/// The sizes and speed of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stream {
    /// Macroblocks in a row.
    pub(super) across: usize,
    /// Macroblocks in a column.
    pub(super) down: usize,
    /// Width to show in pixels, even.
    pub(super) width: u32,
    /// Height to show in pixels, even.
    pub(super) height: u32,
    pub(super) frames_per_second: u32,
}

impl Stream {
    /// The lowest level (`level_idc`, table A-1) whose limits on picture size and speed the stream keeps.
    pub(super) fn level(&self) -> u8 {
        let area = (self.across * self.down) as u64;
        let speed = area * u64::from(self.frames_per_second);
        let side = self.across.max(self.down) as u64;
        let fits =
            |&&(_, fast, large): &&(u8, u64, u64)| speed <= fast && area <= large && side * side <= 8 * large;
        LEVELS.iter().find(fits).map_or(62, |level| level.0)
    }

    /// The sequence parameter set, as a NAL unit.
    pub(super) fn sequence(&self) -> Vec<u8> {
        let mut bits = BitWriter::default();
        bits.bits(8, 66); // baseline …
        bits.bits(8, 0b1100_0000); // … constrained, so that main and high decoders take it too
        bits.bits(8, u32::from(self.level()));
        bits.unsigned(0); // seq_parameter_set_id
        bits.unsigned(0); // log2_max_frame_num_minus4
        bits.unsigned(0); // pic_order_cnt_type
        bits.unsigned(ORDER_BITS - 4); // log2_max_pic_order_cnt_lsb_minus4
        bits.unsigned(1); // max_num_ref_frames
        bits.flag(false); // gaps_in_frame_num_value_allowed_flag
        bits.unsigned(self.across as u32 - 1);
        bits.unsigned(self.down as u32 - 1);
        bits.flag(true); // frame_mbs_only_flag
        bits.flag(true); // direct_8x8_inference_flag
        let (right, below) = (self.across as u32 * 16 - self.width, self.down as u32 * 16 - self.height);
        bits.flag(right + below > 0);
        if right + below > 0 {
            for pixels in [0, right, 0, below] {
                bits.unsigned(pixels / 2);
            }
        }
        bits.flag(true);
        self.usability(&mut bits);
        unit(0x67, &bits.finish())
    }

    /// Video usability information (E.1.1): square pixels, BT.709 colours, steady speed, no reordering.
    fn usability(&self, bits: &mut BitWriter) {
        bits.flag(true); // aspect_ratio_info_present_flag
        bits.bits(8, 1); // square
        bits.flag(false); // overscan_info_present_flag
        bits.flag(true); // video_signal_type_present_flag
        bits.bits(3, 5); // no particular video_format
        bits.flag(false); // limited range
        bits.flag(true); // colour_description_present_flag
        for _ in 0..3 {
            bits.bits(8, 1); // primaries, transfer and matrix of BT.709
        }
        bits.flag(false); // chroma_loc_info_present_flag
        bits.flag(true); // timing_info_present_flag
        bits.bits(32, 1); // num_units_in_tick: a tick is half a frame
        bits.bits(32, self.frames_per_second * 2); // time_scale
        bits.flag(true); // fixed_frame_rate_flag
        bits.flag(false); // nal_hrd_parameters_present_flag
        bits.flag(false); // vcl_hrd_parameters_present_flag
        bits.flag(false); // pic_struct_present_flag
        bits.flag(true); // bitstream_restriction_flag
        bits.flag(true); // motion_vectors_over_pic_boundaries_flag
        bits.unsigned(0); // max_bytes_per_pic_denom: no bound
        bits.unsigned(0); // max_bits_per_mb_denom: no bound
        bits.unsigned(13); // log2_max_mv_length_horizontal
        bits.unsigned(9); // log2_max_mv_length_vertical
        bits.unsigned(0); // max_num_reorder_frames
        bits.unsigned(1); // max_dec_frame_buffering
    }
}

/// The picture parameter set, as a NAL unit.
pub(super) fn picture() -> Vec<u8> {
    let mut bits = BitWriter::default();
    bits.unsigned(0); // pic_parameter_set_id
    bits.unsigned(0); // seq_parameter_set_id
    bits.flag(false); // entropy_coding_mode_flag: CAVLC
    bits.flag(false); // bottom_field_pic_order_in_frame_present_flag
    bits.unsigned(0); // num_slice_groups_minus1
    bits.unsigned(0); // num_ref_idx_l0_default_active_minus1
    bits.unsigned(0); // num_ref_idx_l1_default_active_minus1
    bits.flag(false); // weighted_pred_flag
    bits.bits(2, 0); // weighted_bipred_idc
    bits.signed(QP as i32 - 26); // pic_init_qp_minus26
    bits.signed(0); // pic_init_qs_minus26
    bits.signed(0); // chroma_qp_index_offset
    bits.flag(true); // deblocking_filter_control_present_flag
    bits.flag(false); // constrained_intra_pred_flag
    bits.flag(false); // redundant_pic_cnt_present_flag
    unit(0x68, &bits.finish())
}

/// The header of the one slice of a full picture. Two that follow each other need different `id`s, 0 or 1.
pub(super) fn full_slice(id: u32) -> BitWriter {
    let mut bits = BitWriter::default();
    bits.unsigned(0); // first_mb_in_slice
    bits.unsigned(7); // slice_type: all I
    bits.unsigned(0); // pic_parameter_set_id
    bits.bits(4, 0); // frame_num
    bits.unsigned(id); // idr_pic_id
    bits.bits(ORDER_BITS, 0); // pic_order_cnt_lsb
    bits.flag(false); // no_output_of_prior_pics_flag
    bits.flag(false); // long_term_reference_flag
    bits.signed(0); // slice_qp_delta
    bits.unsigned(0); // disable_deblocking_filter_idc: edges are smoothed
    bits.signed(0); // slice_alpha_c0_offset_div2
    bits.signed(0); // slice_beta_offset_div2
    bits
}

/// The header of the one slice of a moving picture, the `place`th after its full picture.
pub(super) fn moving_slice(place: usize) -> BitWriter {
    let mut bits = BitWriter::default();
    bits.unsigned(0); // first_mb_in_slice
    bits.unsigned(5); // slice_type: all P
    bits.unsigned(0); // pic_parameter_set_id
    // One more than that of the last picture others refer to, which is always the full one.
    bits.bits(4, 1); // frame_num
    bits.bits(ORDER_BITS, place as u32 * 2); // pic_order_cnt_lsb
    bits.flag(false); // num_ref_idx_active_override_flag
    bits.flag(false); // ref_pic_list_modification_flag_l0
    bits.signed(0); // slice_qp_delta
    bits.unsigned(1); // disable_deblocking_filter_idc: nothing to smooth, and quicker without
    bits
}

/// (`level_idc`, macroblocks a second, macroblocks in a picture)
const LEVELS: &[(u8, u64, u64)] = &[
    (10, 1_485, 99),
    (11, 3_000, 396),
    (12, 6_000, 396),
    (13, 11_880, 396),
    (21, 19_800, 792),
    (22, 20_250, 1_620),
    (30, 40_500, 1_620),
    (31, 108_000, 3_600),
    (32, 216_000, 5_120),
    (40, 245_760, 8_192),
    (42, 522_240, 8_704),
    (50, 589_824, 22_080),
    (51, 983_040, 36_864),
    (52, 2_073_600, 36_864),
    (60, 4_177_920, 139_264),
    (61, 8_355_840, 139_264),
    (62, 16_711_680, 139_264),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn level(across: usize, down: usize, frames_per_second: u32) -> u8 {
        Stream { across, down, width: 16, height: 16, frames_per_second }.level()
    }

    #[test]
    fn levels_follow_size_and_speed() {
        assert_eq!(level(11, 9, 15), 10, "QCIF");
        assert_eq!(level(80, 45, 30), 31, "720p");
        assert_eq!(level(80, 45, 60), 32);
        assert_eq!(level(120, 68, 30), 40, "1080p");
        assert_eq!(level(240, 135, 30), 51, "2160p");
        assert_eq!(level(29, 1, 1), 11, "too wide for level 1");
    }
}
