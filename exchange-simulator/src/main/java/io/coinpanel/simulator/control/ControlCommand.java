package io.coinpanel.simulator.control;

import java.util.Map;
import java.util.function.Consumer;

/** One thing that can be commanded. */
@FunctionalInterface
interface ControlCommand {

  /** Does it and says what came of it; bad arguments are {@link IllegalArgumentException}s. */
  Object run(Arguments arguments);

  /** A command of which there is nothing to say but that it is done. */
  static ControlCommand doing(Consumer<Arguments> deed) {
    return arguments -> {
      deed.accept(arguments);
      return Map.of("done", true);
    };
  }
}
