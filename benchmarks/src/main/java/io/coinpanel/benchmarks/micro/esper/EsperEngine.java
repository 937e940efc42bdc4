package io.coinpanel.benchmarks.micro.esper;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.common.client.EventBean;
import com.espertech.esper.common.client.configuration.Configuration;
import com.espertech.esper.compiler.client.CompilerArguments;
import com.espertech.esper.compiler.client.EPCompileException;
import com.espertech.esper.compiler.client.EPCompilerProvider;
import com.espertech.esper.runtime.client.DeploymentOptions;
import com.espertech.esper.runtime.client.EPDeployException;
import com.espertech.esper.runtime.client.EPDeployment;
import com.espertech.esper.runtime.client.EPRuntime;
import com.espertech.esper.runtime.client.EPRuntimeProvider;
import com.espertech.esper.runtime.client.UpdateListener;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;

/** An Esper runtime that reports the ids of fired rules. */
public abstract class EsperEngine implements AutoCloseable {

  /** The symbol of every rule and trade. */
  public static final String SYMBOL = "BTCUSDT";

  private final Configuration configuration = new Configuration();
  private final EPRuntime runtime;
  private final LongConsumer fired;
  private long previousPrice;

  EsperEngine(LongConsumer fired) {
    configuration.getCommon().addEventType("Trade", PricedTrade.class);
    configuration.getCommon().addEventType("Rule", Rule.class);
    configuration.getCommon().addEventType("Rise", Rise.class);
    configuration
        .getCommon()
        .addEventType(
            "Change", new String[] {"length", "ppm"}, new Object[] {Integer.class, Long.class});
    // Prices are exact.
    configuration.getCompiler().getExpression().setIntegerDivision(true);
    // A library in the loop of its caller: no clock of its own and no locks it does not need.
    configuration.getRuntime().getThreading().setInternalTimerEnabled(false);
    this.runtime = EPRuntimeProvider.getRuntime(UUID.randomUUID().toString(), configuration);
    this.fired = fired;
  }

  public final void baseline(long price) {
    previousPrice = price;
  }

  /**
   * Sends a trade; fired rules are reported before this returns.
   *
   * @param time in milliseconds
   */
  public void trade(long price, long time) {
    runtime
        .getEventService()
        .sendEventBean(new PricedTrade(SYMBOL, price, previousPrice, time), "Trade");
    previousPrice = price;
  }

  final EPRuntime runtime() {
    return runtime;
  }

  final EPCompiled compiled(String rules) {
    try {
      return EPCompilerProvider.getCompiler().compile(rules, new CompilerArguments(configuration));
    } catch (EPCompileException e) {
      throw new IllegalArgumentException("no rules: " + rules, e);
    }
  }

  /** Deploys statements with values for their parameters. */
  final EPDeployment deployed(EPCompiled compiled, Map<String, Object> parameters) {
    DeploymentOptions options =
        new DeploymentOptions()
            .setStatementSubstitutionParameter(
                statement -> parameters.forEach(statement::setObject));
    try {
      return runtime.getDeploymentService().deploy(compiled, options);
    } catch (EPDeployException e) {
      throw new IllegalStateException("not deployed", e);
    }
  }

  final UpdateListener listener(String property) {
    return (now, before, statement, of) -> {
      if (now != null) {
        for (EventBean rule : now) {
          fired.accept((long) rule.get(property));
        }
      }
    };
  }

  @Override
  public final void close() {
    runtime.destroy();
  }
}
