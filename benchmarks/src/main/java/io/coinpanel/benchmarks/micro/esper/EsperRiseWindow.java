package io.coinpanel.benchmarks.micro.esper;

import com.espertech.esper.common.client.EPCompiled;
import com.espertech.esper.runtime.client.EPStatement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * The rules in a window, sorted by percentage for each length. Rules of the same length share one
 * statement that finds the change, and by every change one statement asks for the rules.
 */
public final class EsperRiseWindow extends EsperRises {

  private static final String RULES =
      """
      create window Rises#keepall as Rise;
      create index ByChange on Rises(length hash, ppm btree);
      insert into Rises select * from Rise;
      @name('fired') on Change as change select and delete rise.id as id from Rises as rise
        where rise.length = change.length and rise.ppm <= change.ppm;
      """;

  private static final String CHANGE =
      """
      insert into Change select ?:length:int as length,
        (price - min(previousPrice)) * 1000000L / min(previousPrice) as ppm
        from Trade(symbol = ?:symbol:string)#ext_timed(time, ?:length:int seconds);
      """;

  private final EPCompiled change = compiled(CHANGE);
  private final Set<Integer> lengths = new HashSet<>();

  public EsperRiseWindow(LongConsumer fired) {
    super(fired);
    for (EPStatement one : deployed(compiled(RULES), Map.of()).getStatements()) {
      if (one.getName().equals("fired")) {
        one.addListener(listener("id"));
      }
    }
  }

  @Override
  public void add(long id, int ppm, int seconds) {
    runtime().getEventService().sendEventBean(new Rise(id, ppm, seconds), "Rise");
    if (lengths.add(seconds)) {
      deployed(change, Map.of("length", seconds, "symbol", SYMBOL));
    }
  }
}
