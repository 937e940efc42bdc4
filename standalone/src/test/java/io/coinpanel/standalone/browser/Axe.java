package io.coinpanel.standalone.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;

/** What axe-core says of the page as it is at the moment. */
final class Axe {

  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  private Axe() {}

  /** Keeps a picture of this name too. */
  static void findsNothingSerious(Visitor visitor, String name) {
    // A transition is no state of the page.
    visitor.page().evaluate("Promise.all(document.getAnimations().map(a => a.finished))");
    visitor.picture(name);
    List<Rule> found =
        new AxeBuilder(visitor.page())
            .analyze().getViolations().stream()
                .filter(rule -> SERIOUS.contains(rule.getImpact()))
                .toList();
    Assertions.assertThat(found).as(name).isEmpty();
  }
}
