package io.coinpanel.simulator.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/** Faults injected into clients' commands and into the answers. */
public final class CommandFaults {

  private Set<String> poisoned = Set.of();
  private PoisonResponse poisonResponse = PoisonResponse.WITH_ID;
  private Duration commandDelay = Duration.ZERO;
  private Duration answerDelay = Duration.ZERO;
  private int longestAnswered = Integer.MAX_VALUE;

  /** Refuses every SUBSCRIBE that names one of these streams, whole; none ends it. */
  public void poison(Collection<String> streams, PoisonResponse answer) {
    poisoned = Set.copyOf(streams);
    poisonResponse = answer;
  }

  /** Delays execution of commands; zero ends it. */
  public void delayCommands(Duration delay) {
    commandDelay = delay;
  }

  /** Delays responses to commands; zero ends it. */
  public void delayAnswers(Duration delay) {
    answerDelay = delay;
  }

  /** Ignores longer commands; 0 ends it. */
  public void ignoreLongerThan(int bytes) {
    longestAnswered = bytes == 0 ? Integer.MAX_VALUE : bytes;
  }

  boolean ignores(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > longestAnswered;
  }

  boolean poisons(Collection<String> names) {
    return names.stream().anyMatch(poisoned::contains);
  }

  PoisonResponse poisonAnswer() {
    return poisonResponse;
  }

  Duration commandDelay() {
    return commandDelay;
  }

  Duration answerDelay() {
    return answerDelay;
  }
}
