package io.coinpanel.simulator.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;

/** Faults injected into clients' commands and into the answers. */
public final class CommandFaults {

  private Set<String> poisoned = Set.of();
  private PoisonAnswer poisonAnswer = PoisonAnswer.WITH_ID;
  private Duration commandDelay = Duration.ZERO;
  private Duration answerDelay = Duration.ZERO;
  private int longestAnswered = Integer.MAX_VALUE;

  /** Refuses every SUBSCRIBE that names one of these streams, whole; none ends it. */
  public void poison(Collection<String> streams, PoisonAnswer answer) {
    poisoned = Set.copyOf(streams);
    poisonAnswer = answer;
  }

  /** Carries commands out, and answers them, so much later; zero ends it. */
  public void delayCommands(Duration delay) {
    commandDelay = delay;
  }

  /** Carries commands out at once and answers them so much later; zero ends it. */
  public void delayAnswers(Duration delay) {
    answerDelay = delay;
  }

  /** Leaves longer commands without effect and without answer; 0 ends it. */
  public void ignoreLongerThan(int bytes) {
    longestAnswered = bytes == 0 ? Integer.MAX_VALUE : bytes;
  }

  boolean ignores(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length > longestAnswered;
  }

  boolean poisons(Collection<String> names) {
    return names.stream().anyMatch(poisoned::contains);
  }

  PoisonAnswer poisonAnswer() {
    return poisonAnswer;
  }

  Duration commandDelay() {
    return commandDelay;
  }

  Duration answerDelay() {
    return answerDelay;
  }
}
