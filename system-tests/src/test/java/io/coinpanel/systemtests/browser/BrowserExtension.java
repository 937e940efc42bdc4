package io.coinpanel.systemtests.browser;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Provides the shared system and browser; skips tests if no browser is found. */
final class BrowserExtension implements ExecutionCondition, ParameterResolver {

  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(BrowserExtension.class);

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
    return parameter.getParameter().getType() == PageSystem.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(HERE)
        .computeIfAbsent(PageSystem.class, type -> start(), PageSystem.class);
  }

  private static PageSystem start() {
    try {
      return new PageSystem();
    } catch (Exception e) {
      throw new AssertionError("the panel does not start", e);
    }
  }
}
