package io.coinpanel.benchmarks.ingest;

import info.bitrich.xchangestream.binance.BinanceStreamingExchange;
import info.bitrich.xchangestream.core.ProductSubscription;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.currency.CurrencyPair;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Reads a stream with XChange, which makes an object of each trade, and counts those. */
final class XchangeReader extends BinanceStreamingExchange {

  private final String address;

  private XchangeReader(String address) {
    this.address = address;
  }

  @Override
  protected String getStreamingBaseUri() {
    return address + "/";
  }

  /** Takes the exchange's web socket and REST addresses, and pairs like {@code BTC/USDT}. */
  public static void main(String[] arguments) throws InterruptedException {
    // Otherwise it writes a line for each message.
    LoggingSystem.get(XchangeReader.class.getClassLoader())
        .setLogLevel(Logger.ROOT_LOGGER_NAME, LogLevel.WARN);
    XchangeReader exchange = new XchangeReader(arguments[0]);
    ExchangeSpecification specification = exchange.getDefaultExchangeSpecification();
    specification.setSslUri(arguments[1]);
    exchange.applySpecification(specification);
    List<CurrencyPair> pairs = Arrays.stream(arguments).skip(2).map(CurrencyPair::new).toList();
    var products = ProductSubscription.create();
    pairs.forEach(products::addTrades);
    exchange.connect(products.build()).blockingAwait();
    AtomicLong trades = new AtomicLong();
    for (CurrencyPair pair : pairs) {
      var _ =
          exchange
              .getStreamingMarketDataService()
              .getTrades(pair)
              .subscribe(trade -> trades.incrementAndGet());
    }
    LoggerFactory.getLogger(XchangeReader.class).warn("reads {} pairs", pairs.size());
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(trades)));
    new CountDownLatch(1).await();
  }
}
