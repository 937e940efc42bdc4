package io.coinpanel.benchmarks.micro.esper;

import com.espertech.esper.runtime.client.EPStatement;
import java.util.Map;
import java.util.function.LongConsumer;

/** The rules in a window, sorted by threshold, and one statement that every trade asks it with. */
public final class EsperWindow extends EsperRules {

  private static final String RULES =
      """
      create window Rules#keepall as Rule;
      create index ByThreshold on Rules(symbol hash, threshold btree);
      insert into Rules select * from Rule;
      @name('fired') on Trade as trade select rule.id as id from Rules as rule
        where rule.symbol = trade.symbol
          and rule.threshold >= trade.previousPrice and rule.threshold < trade.price;
      """;

  public EsperWindow(LongConsumer fired) {
    super(fired);
    for (EPStatement one : deployed(compiled(RULES), Map.of()).getStatements()) {
      if (one.getName().equals("fired")) {
        one.addListener(listener("id"));
      }
    }
  }

  @Override
  public void add(long id, long threshold) {
    runtime().getEventService().sendEventBean(new Rule(id, SYMBOL, threshold), "Rule");
  }
}
