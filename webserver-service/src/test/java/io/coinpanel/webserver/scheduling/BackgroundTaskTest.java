package io.coinpanel.webserver.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.coinpanel.testkit.Eventually;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class BackgroundTaskTest {

  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicInteger runs = new AtomicInteger();
  private final BackgroundTask duty = new BackgroundTask("test", Duration.ofMillis(1), this::work);

  private void work() throws Exception {
    runs.incrementAndGet();
    switch (failure.get()) {
      case null -> {}
      case Error error -> throw error;
      case Exception exception -> throw exception;
      case Throwable other -> throw new AssertionError(other);
    }
  }

  @AfterEach
  void stop() {
    if (duty.isRunning()) {
      duty.stop();
    }
  }

  @Test
  void continuesAfterAnErrorAndIsBrokenUntilItSucceeds() {
    failure.set(new OutOfMemoryError("test"));
    duty.start();
    Eventually.until(() -> runs.get() >= 2);
    assertThat(duty.isBroken()).isTrue();
    assertThat(duty.bugCount()).isPositive();
    failure.set(null);
    Eventually.until(() -> !duty.isBroken());
  }

  @Test
  void runsUntilItHasSucceededOnce() {
    BackgroundTask once = BackgroundTask.once("test once", this::work);
    failure.set(new SQLTransientConnectionException("away"));
    once.start();
    Eventually.until(() -> runs.get() >= 2);
    failure.set(null);
    Eventually.until(() -> !once.isAlive());
    int ran = runs.get();
    once.wake();
    assertThat(runs).hasValue(ran);
    once.stop();
  }

  @Test
  void countsNoOutageAsABug() {
    failure.set(new SQLTransientConnectionException("away"));
    duty.start();
    Eventually.until(() -> runs.get() >= 2);
    assertThat(duty.bugCount()).isZero();
    assertThat(duty.isBroken()).isFalse();
  }

  @Test
  void distinguishesOutagesFromBugs() {
    duty.start();
    assertThat(OutageClassifier.isOutage(new SQLException("shutting down", "57P01"))).isTrue();
    assertThat(OutageClassifier.isOutage(new CompletionException(new IOException("reset"))))
        .isTrue();
    assertThat(OutageClassifier.isOutage(new DataAccessResourceFailureException("away"))).isTrue();
    assertThat(OutageClassifier.isOutage(new SQLException("no such column", "42703"))).isFalse();
    assertThat(OutageClassifier.isOutage(new SQLException("not unique", "23505"))).isFalse();
    assertThat(OutageClassifier.isOutage(new IllegalStateException("bug"))).isFalse();
    assertThat(OutageClassifier.isOutage(new StackOverflowError())).isFalse();
  }
}
