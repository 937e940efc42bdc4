package io.coinpanel.matching;

import java.util.Arrays;

/** Writes the state of a matcher: whole numbers, small ones in few bytes. */
final class StateWriter {

  private static final int SEVEN_BITS = 0x7f;
  private static final int MORE = 0x80;

  private byte[] bytes = new byte[64];
  private int size;

  void number(long value) {
    // Small negative numbers are to be short too.
    long rest = (value << 1) ^ (value >> (Long.SIZE - 1));
    while ((rest & ~SEVEN_BITS) != 0) {
      put((byte) ((rest & SEVEN_BITS) | MORE));
      rest >>>= 7;
    }
    put((byte) rest);
  }

  void flag(boolean isSet) {
    put((byte) (isSet ? 1 : 0));
  }

  /** Of ASCII letters and digits. */
  void text(String text) {
    number(text.length());
    for (int i = 0; i < text.length(); i++) {
      put((byte) text.charAt(i));
    }
  }

  /** Something whose length a reader needs to skip it. */
  void block(StateWriter block) {
    number(block.size);
    reserve(block.size);
    System.arraycopy(block.bytes, 0, bytes, size, block.size);
    size += block.size;
  }

  void clear() {
    size = 0;
  }

  private void put(byte value) {
    reserve(1);
    bytes[size++] = value;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }

  /** All that was written, and a checksum. */
  byte[] sealed() {
    long checksum = StateReader.checksum(bytes, size);
    byte[] all = Arrays.copyOf(bytes, size + Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      all[size + i] = (byte) (checksum >>> (i * Byte.SIZE));
    }
    return all;
  }
}
