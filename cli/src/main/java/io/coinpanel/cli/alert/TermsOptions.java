package io.coinpanel.cli.alert;

import io.coinpanel.model.Condition;
import io.coinpanel.model.InvalidConditionException;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.WireEnum;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The terms of a new alert, behind its symbol: the condition, and how often it fires. */
public final class TermsOptions {

  private @Nullable CommandSpec command;

  @Spec(Spec.Target.MIXEE)
  void setCommand(CommandSpec mixee) {
    command = mixee;
  }

  @Mixin private ConditionOptions options = new ConditionOptions();

  @Option(names = "--once", description = "End with the first notification.")
  private boolean once;

  @Option(
      names = "--repeat",
      paramLabel = "HOW",
      description = "How often it fires: every (default), once (as --once) or once_per_minute.")
  private @Nullable String repeat;

  @Option(
      names = "--cooldown",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long it is silent after firing, such as 5m.")
  private int cooldown;

  /**
   * The condition.
   *
   * @param threshold as it was given, if it was
   * @throws ParameterException if it is none
   */
  public Condition condition(@Nullable String threshold) {
    if (threshold == null && options.needsThreshold()) {
      throw invalid("Missing THRESHOLD.");
    }
    try {
      return options.condition(threshold);
    } catch (InvalidConditionException problem) {
      throw invalid(explain(problem, threshold));
    }
  }

  private static String explain(InvalidConditionException problem, @Nullable String threshold) {
    boolean isThreshold = problem.code() == InvalidConditionException.Code.INVALID_THRESHOLD;
    return isThreshold && problem.field().equals("threshold")
        ? "'"
            + threshold
            + "' is not a valid threshold: use a plain number above 0"
            + " with at most 8 decimals, up to "
            + Price.MAX_THRESHOLD
            + "."
        : ConditionOptions.problem(problem);
  }

  public Repeat repeat() {
    String text = repeat;
    if (text == null) {
      return once ? Repeat.ONCE : Repeat.EVERY;
    }
    Repeat chosen =
        WireEnum.parse(Repeat.class, text)
            .orElseThrow(() -> invalid("--repeat is every, once or once_per_minute."));
    if (once && chosen != Repeat.ONCE) {
      throw invalid("--once and --repeat " + text + " cannot be combined.");
    }
    return chosen;
  }

  /** Zero for none. */
  public int cooldownSeconds() {
    return cooldown;
  }

  private ParameterException invalid(String message) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
  }
}
