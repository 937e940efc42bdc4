package io.coinpanel.benchmarks.micro.esper;

import com.espertech.esper.common.client.EPCompiled;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * A statement for every rule, as Esper means it: compiled once, deployed with the rule's threshold
 * as a parameter, so that Esper's index of filters holds them all.
 */
public final class EsperStatements extends EsperRules {

  private static final String RULE =
      """
      select ?:id:long as id from Trade(
        symbol = ?:symbol:string, previousPrice <= ?:threshold:long, price > ?:threshold:long)
      """;

  private final EPCompiled compiled = compiled(RULE);

  public EsperStatements(LongConsumer fired) {
    super(fired);
  }

  @Override
  public void add(long id, long threshold) {
    deployed(compiled, Map.of("id", id, "symbol", SYMBOL, "threshold", threshold))
        .getStatements()[0]
        .addListener(listener("id"));
  }
}
