package io.coinpanel.matching;

/** Reads what a {@link StateWriter} has written. */
final class StateReader {

  private static final int SEVEN_BITS = 0x7f;
  private static final int MORE = 0x80;
  private static final long FNV_BASIS = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final byte[] bytes;
  private final int end;
  private int at;

  private StateReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** Opens what is whole by its checksum. */
  static StateReader of(byte[] sealed) throws UnreadableStateException {
    int size = sealed.length - Long.BYTES;
    if (size < 0) {
      throw new UnreadableStateException("only " + sealed.length + " bytes");
    }
    long expected = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      expected |= (sealed[size + i] & 0xffL) << (i * Byte.SIZE);
    }
    if (checksum(sealed, size) != expected) {
      throw new UnreadableStateException("wrong checksum of " + size + " bytes");
    }
    return new StateReader(sealed, 0, size);
  }

  /** FNV-1a: it detects accidental corruption, not tampering. */
  static long checksum(byte[] bytes, int size) {
    long hash = FNV_BASIS;
    for (int i = 0; i < size; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  long number() throws UnreadableStateException {
    long bits = 0;
    int shift = 0;
    byte next;
    do {
      next = take();
      bits |= (long) (next & SEVEN_BITS) << shift;
      shift += 7;
    } while ((next & MORE) != 0 && shift < Long.SIZE);
    return (bits >>> 1) ^ -(bits & 1);
  }

  int small() throws UnreadableStateException {
    long number = number();
    if (number != (int) number) {
      throw new UnreadableStateException(number + " before byte " + at);
    }
    return (int) number;
  }

  /** A number that counts something which has a byte at least. */
  int count() throws UnreadableStateException {
    long count = number();
    if (count < 0 || count > end - at) {
      throw new UnreadableStateException(count + " items at byte " + at);
    }
    return (int) count;
  }

  boolean flag() throws UnreadableStateException {
    return take() != 0;
  }

  String text() throws UnreadableStateException {
    int length = count();
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) take());
    }
    return text.toString();
  }

  /** A block, which is skipped here. */
  StateReader block() throws UnreadableStateException {
    int size = count();
    at += size;
    return new StateReader(bytes, at - size, at);
  }

  /** All must have been read. */
  void close() throws UnreadableStateException {
    if (at != end) {
      throw new UnreadableStateException(end - at + " bytes left before byte " + end);
    }
  }

  private byte take() throws UnreadableStateException {
    if (at == end) {
      throw new UnreadableStateException("ends at byte " + end);
    }
    return bytes[at++];
  }
}
