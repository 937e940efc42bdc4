package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.feed.FeedReaders;
import io.coinpanel.webserver.socket.FeedReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The event streams. A stream knows no subscriptions: the symbols of its account are read when they
 * are needed, and again after an event of the account.
 */
final class StreamFeedReaders implements FeedReaders {

  private final EventStreams streams;
  private final Function<Collection<Long>, Map<Long, Set<String>>> symbols;

  /**
   * @param symbols those of the accounts' subscriptions
   */
  StreamFeedReaders(
      EventStreams streams, Function<Collection<Long>, Map<Long, Set<String>>> symbols) {
    this.streams = streams;
    this.symbols = symbols;
  }

  @Override
  public int count() {
    return streams.count();
  }

  @Override
  public void forEach(BiConsumer<FeedReader, Set<String>> action) {
    readSymbols();
    streams.all().forEach(stream -> action.accept(stream, stream.symbols()));
  }

  private void readSymbols() {
    List<EventStream> unread = streams.all().stream().filter(EventStream::beginSymbols).toList();
    if (unread.isEmpty()) {
      return;
    }
    try {
      Map<Long, Set<String>> read =
          symbols.apply(unread.stream().map(EventStream::accountId).collect(Collectors.toSet()));
      unread.forEach(stream -> stream.setSymbols(read.getOrDefault(stream.accountId(), Set.of())));
    } catch (RuntimeException e) {
      unread.forEach(EventStream::doubtSymbols);
      throw e;
    }
  }
}
