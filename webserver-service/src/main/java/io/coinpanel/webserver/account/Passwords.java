package io.coinpanel.webserver.account;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Hashes and checks passwords with bcrypt; a check takes the same time for unknown accounts. */
final class Passwords {

  static final int MIN_LENGTH = 8;

  /** What bcrypt reads. */
  static final int MAX_BYTES = 72;

  /** Hashing is slow on purpose and must not take all processors. */
  private static final int CONCURRENT = 2;

  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder();
  private final Semaphore processors = new Semaphore(CONCURRENT);

  /** Of no password, with the cost of all. */
  private static final String OF_NOBODY =
      "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

  static boolean isAcceptable(String password) {
    return password.codePointCount(0, password.length()) >= MIN_LENGTH && fits(password);
  }

  private static boolean fits(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  String hash(String password) {
    acquire();
    try {
      return encoder.encode(password);
    } finally {
      processors.release();
    }
  }

  /**
   * Whether it is the password.
   *
   * @param hash null for an account without one, or none at all
   */
  boolean matches(String password, @Nullable String hash) {
    acquire();
    try {
      boolean fits = fits(password);
      boolean equal =
          encoder.matches(fits ? password : "", hash == null || !fits ? OF_NOBODY : hash);
      return equal && fits && hash != null;
    } finally {
      processors.release();
    }
  }

  private void acquire() {
    try {
      if (!processors.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Problem.of(ErrorCode.UNAVAILABLE, "try again later").toException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(ErrorCode.UNAVAILABLE, "try again later").toException();
    }
  }
}
