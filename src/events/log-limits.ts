/**
 * How much of a log is held at once, whatever its lengths say: logs come from strangers, and what a short text of bytes becomes in
 * memory may be many times its size.
 */

/** Entries of a list in one event: causes, instruments, numbers. */
export const LIST_MAX = 2 ** 20;
/** Bytes of one text. */
export const TEXT_BYTES_MAX = 2 ** 20;
/**
 * The events of a payload of so many bytes are kept until the whole of it is known to be good; those of a larger one are read twice
 * instead. Twice what a frame of this program usually has.
 */
export const KEPT_PAYLOAD_BYTES = 2 * 2 ** 20;
