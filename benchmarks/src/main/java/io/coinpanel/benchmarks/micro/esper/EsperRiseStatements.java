package io.coinpanel.benchmarks.micro.esper;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.runtime.client.EPDeployment;
import com.espertech.esper.runtime.client.EPUndeployException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** A statement with a window of its own for every rule, undeployed once it has fired. */
public final class EsperRiseStatements extends EsperRises {

  private static final long MILLION = 1_000_000;

  private static final String RULE =
      """
      select ?:id:long as id from Trade(symbol = ?:symbol:string)#ext_timed(time, ?:length:int seconds)
        having price * 1000000L >= min(previousPrice) * ?:factor:long
      """;

  private final EPCompiled compiled = compiled(RULE);
  private final List<String> finished = new ArrayList<>();

  public EsperRiseStatements(LongConsumer fired) {
    super(fired);
  }

  @Override
  public void add(long id, int ppm, int seconds) {
    EPDeployment deployment =
        deployed(
            compiled,
            Map.of("id", id, "symbol", SYMBOL, "length", seconds, "factor", MILLION + ppm));
    deployment.getStatements()[0].addListener(listener("id"));
    deployment.getStatements()[0].addListener(
        (_, _, statement, _) -> finished.add(statement.getDeploymentId()));
  }

  @Override
  public void trade(long price, long time) {
    super.trade(price, time);
    if (!finished.isEmpty()) {
      finished.forEach(this::undeploy);
      finished.clear();
    }
  }

  private void undeploy(String deployment) {
    try {
      runtime().getDeploymentService().undeploy(deployment);
    } catch (EPUndeployException e) {
      throw new IllegalStateException("not undeployed", e);
    }
  }
}
