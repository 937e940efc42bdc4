package io.coinpanel.systemtests.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.Assertions;

/** Runs axe-core on the page. */
final class Axe {

  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  private Axe() {}

  /** Keeps a picture of this name too. */
  static void findsNothingSerious(PageUser pageUser, String name) {
    // A transition is no state of the page.
    pageUser.page().evaluate("Promise.all(document.getAnimations().map(a => a.finished))");
    pageUser.picture(name);
    List<Rule> found =
        new AxeBuilder(pageUser.page())
            .analyze().getViolations().stream()
                .filter(rule -> SERIOUS.contains(rule.getImpact()))
                .toList();
    Assertions.assertThat(found).as(name).isEmpty();
  }
}
