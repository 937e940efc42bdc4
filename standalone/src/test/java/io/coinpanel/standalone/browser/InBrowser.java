package io.coinpanel.standalone.browser;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one panel and browser of the whole run. Where there is no browser they are
 * skipped, saying so.
 */
final class InBrowser implements ExecutionCondition, ParameterResolver {

  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(InBrowser.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Chromium.find()
        .map(file -> ConditionEvaluationResult.enabled("in " + file))
        .orElseGet(
            () ->
                ConditionEvaluationResult.disabled(
                    "no Chromium or Chrome was found; install one, or name it with -D"
                        + Chromium.SETTING
                        + "=FILE"));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == PagePanel.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(HERE)
        .computeIfAbsent(PagePanel.class, type -> start(), PagePanel.class);
  }

  private static PagePanel start() {
    try {
      return new PagePanel();
    } catch (Exception e) {
      throw new AssertionError("the panel does not start", e);
    }
  }
}
