package io.coinpanel.webserver.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets that have to be read again, with AES-256-GCM. The first key encrypts; all
 * decrypt, so that keys can be rotated.
 *
 * <p>A ciphertext is a version (1 byte), the id of its key (4 bytes), a nonce (12 bytes), and what
 * AES-GCM made of it, with its tag (16 bytes).
 */
public final class SecretKeys {

  private static final byte VERSION = 1;
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEADER_BYTES = 1 + Integer.BYTES;

  private record Key(int id, SecretKey secret) {}

  private final List<Key> keys;
  private final SecureRandom random = new SecureRandom();

  private SecretKeys(List<Key> keys) {
    this.keys = keys;
  }

  /**
   * Reads keys of 32 bytes in base64, separated by commas; none if the text is blank.
   *
   * @throws IllegalArgumentException if one is not; its message does not contain it
   */
  public static SecretKeys parse(String text) {
    List<Key> keys = new ArrayList<>();
    for (String one : text.split(",", -1)) {
      if (!one.isBlank()) {
        byte[] bits = decode(one.strip());
        keys.add(new Key(id(bits), new SecretKeySpec(bits, "AES")));
      }
    }
    return new SecretKeys(List.copyOf(keys));
  }

  private static byte[] decode(String text) {
    byte[] bits;
    try {
      bits = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      bits = new byte[0];
    }
    if (bits.length != KEY_BYTES) {
      throw new IllegalArgumentException(
          "COINPANEL_SECRET_KEY must be 32 bytes in base64, or several of them, comma-separated");
    }
    return bits;
  }

  private static int id(byte[] key) {
    return ByteBuffer.wrap(Sha256.of(key)).getInt();
  }

  /** Whether there is a key: without one nothing can be encrypted. */
  public boolean isPresent() {
    return !keys.isEmpty();
  }

  /**
   * Encrypts bytes for one purpose.
   *
   * @param purpose what they are; only decrypted for the same
   */
  public byte[] encrypt(byte[] plain, String purpose) {
    Key key = keys.getFirst();
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] header = header(key);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, header, purpose).doFinal(plain);
      return ByteBuffer.allocate(header.length + NONCE_BYTES + sealed.length)
          .put(header)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is always available", e);
    }
  }

  /**
   * Decrypts what {@link #encrypt} made.
   *
   * @throws UnreadableSecretException if its key is not here, or it was altered
   */
  public byte[] decrypt(byte[] sealed, String purpose) throws UnreadableSecretException {
    for (Key key : keys) {
      byte[] header = header(key);
      int start = header.length + NONCE_BYTES;
      if (sealed.length >= start && Arrays.equals(header, Arrays.copyOf(sealed, header.length))) {
        byte[] nonce = Arrays.copyOfRange(sealed, header.length, start);
        try {
          return cipher(Cipher.DECRYPT_MODE, key, nonce, header, purpose)
              .doFinal(sealed, start, sealed.length - start);
        } catch (GeneralSecurityException altered) {
          throw new UnreadableSecretException("a stored secret was modified", altered);
        }
      }
    }
    throw new UnreadableSecretException("COINPANEL_SECRET_KEY lacks the key of a stored secret");
  }

  private static byte[] header(Key key) {
    return ByteBuffer.allocate(HEADER_BYTES).put(VERSION).putInt(key.id()).array();
  }

  private static Cipher cipher(int mode, Key key, byte[] nonce, byte[] header, String purpose)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(header);
    cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
