package io.coinpanel.webserver.symbols;

import io.coinpanel.model.NotifyChannel;
import io.coinpanel.webserver.database.NotifyListener;
import io.coinpanel.webserver.database.SchemaReadiness;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import java.time.Duration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** Configures the symbol list. */
@Configuration(proxyBeanMethods = false)
@EntityScan("io.coinpanel.webserver.symbols")
@EnableJpaRepositories
class SymbolConfiguration {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  @Bean
  Symbols symbols(SymbolRows rows) {
    return new Symbols(rows);
  }

  @Bean
  SymbolController symbolController(Symbols symbols) {
    return new SymbolController(symbols);
  }

  @Bean
  BackgroundTask symbolRefresher(
      Symbols symbols, SchemaReadiness schemaReadiness, NotifyListener notifyListener) {
    BackgroundTask refresher =
        new BackgroundTask(
            "symbol list",
            INTERVAL,
            () -> {
              schemaReadiness.await();
              symbols.refresh();
            });
    notifyListener.on(NotifyChannel.SYMBOL, refresher::wake);
    return refresher;
  }
}
