package io.coinpanel.simulator.control;

import java.util.Map;
import java.util.function.Consumer;

/** A control command. */
@FunctionalInterface
interface ControlCommand {

  /** Executes it and returns the result; bad arguments are {@link IllegalArgumentException}s. */
  Object run(CommandArguments commandArguments);

  /** A command without a result. */
  static ControlCommand action(Consumer<CommandArguments> action) {
    return commandArguments -> {
      action.accept(commandArguments);
      return Map.of("done", true);
    };
  }
}
