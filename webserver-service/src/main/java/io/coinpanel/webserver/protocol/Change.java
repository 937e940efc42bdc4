package io.coinpanel.webserver.protocol;

import org.jspecify.annotations.Nullable;

/** What an edit does to one field. */
public sealed interface Change<T> {

  /** The value after the change. */
  @Nullable T applyTo(@Nullable T before);

  /** Leaves it as it is. */
  record Keep<T>() implements Change<T> {
    @Override
    public @Nullable T applyTo(@Nullable T before) {
      return before;
    }
  }

  /**
   * Replaces it.
   *
   * @param value null takes it away
   */
  record Set<T>(@Nullable T value) implements Change<T> {
    @Override
    public @Nullable T applyTo(@Nullable T before) {
      return value;
    }
  }
}
