package io.coinpanel.testkit.identity;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An RSA key that signs JWTs (RS256). */
final class SigningKey {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int BITS = 2048;
  private static final String ID = "test";
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final KeyPair keys;

  SigningKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static void addLifetime(Map<String, Object> claims) {
    Instant now = InstantSource.system().instant();
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(LIFETIME).getEpochSecond());
  }

  String sign(Map<String, Object> claims) {
    String signed =
        encode(json(Map.of("alg", "RS256", "typ", "JWT", "kid", ID))) + "." + encode(json(claims));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The JWK set. */
  Map<String, Object> publicKeys() {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    Map<String, Object> jwk =
        Map.of(
            "kty",
            "RSA",
            "use",
            "sig",
            "alg",
            "RS256",
            "kid",
            ID,
            "n",
            encode(unsigned(key.getModulus())),
            "e",
            encode(unsigned(key.getPublicExponent())));
    return Map.of("keys", List.of(jwk));
  }

  /** Without the byte for the sign. */
  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static byte[] json(Map<String, ?> value) {
    return JSON.writeValueAsBytes(value);
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
