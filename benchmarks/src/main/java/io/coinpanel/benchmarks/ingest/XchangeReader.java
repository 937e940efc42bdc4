package io.coinpanel.benchmarks.ingest;

import info.bitrich.xchangestream.binance.BinanceStreamingExchange;
import info.bitrich.xchangestream.core.ProductSubscription;
import info.bitrich.xchangestream.core.StreamingExchangeFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.currency.CurrencyPair;

/** Reads a stream with XChange, which makes an object of each trade, and counts those. */
final class XchangeReader {

  private XchangeReader() {}

  /** Takes the exchange's web socket and REST addresses, and pairs like {@code BTC/USDT}. */
  public static void main(String[] arguments) throws InterruptedException {
    ExchangeSpecification specification = new ExchangeSpecification(BinanceStreamingExchange.class);
    specification.setShouldLoadRemoteMetaData(false);
    specification.setOverrideWebsocketApiUri(arguments[0]);
    specification.setSslUri(arguments[1]);
    var exchange = StreamingExchangeFactory.INSTANCE.createExchange(specification);
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
    new CountDownLatch(1).await();
  }
}
