package io.coinpanel.ingestion.persistence;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.coinpanel.ingestion.leadership.StatementPipeline;
import io.coinpanel.matching.Crossings;
import io.coinpanel.model.NotifyChannel;
import io.coinpanel.model.Price;
import io.coinpanel.model.Source;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;

/**
 * Writes crossings to {@code notification}: large batches with binary COPY (see the Postgres
 * manual), small ones with an INSERT in the pipeline.
 */
final class NotificationWriter {

  private static final String COPY =
      """
      copy notification (
        subscription_id, connection_id, trade_id, price, previous_price, trade_time, created_at, source
      )
      from stdin (format binary)
      """;
  // The offsets keep it a look-up by id, whatever the planner believes of the table, and one plan
  // whatever the values: planning takes twice as long as the insert.
  private static final String INSERT =
      """
      insert into notification (
        subscription_id, connection_id, trade_id, price, previous_price, trade_time, created_at, source
      )
      select
        crossing.subscription_id,
        crossing.connection_id,
        crossing.trade_id,
        crossing.price * 0.00000001,
        crossing.previous_price * 0.00000001,
        timestamptz 'epoch' + crossing.trade_time * interval '1 millisecond',
        ?,
        crossing.source
      from
        (
          select
            ?::bigint[] as subscription_ids,
            ?::bigint[] as connection_ids,
            ?::bigint[] as trade_ids,
            ?::bigint[] as prices,
            ?::bigint[] as previous_prices,
            ?::bigint[] as trade_times,
            ?::text[] as sources
          offset 0
        ) as batch
        cross join unnest(
          subscription_ids, connection_ids, trade_ids, prices, previous_prices, trade_times, sources
        ) with ordinality as crossing (
          subscription_id, connection_id, trade_id, price, previous_price, trade_time, source, place
        )
        cross join (%s offset 0) as followed
      where not exists (
        select
        from subscription
        where subscription.id = crossing.subscription_id and %s
        offset 0
      )
      order by crossing.place
      """
          .formatted(EndedSubscriptionFilter.SINCE, EndedSubscriptionFilter.CONDITION);
  private static final String UNLESS_THERE =
      "on conflict (subscription_id, trade_id, trade_time) do nothing";
  private static final String INSERT_AND_ANNOUNCE = announcing(INSERT);
  private static final String INSERT_ANEW_AND_ANNOUNCE = announcing(INSERT + UNLESS_THERE);

  /** So many rows fit into a NOTIFY: of its 8,000 bytes, eight numbers and a source take 170. */
  static final int MAX_ANNOUNCED = 40;

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final short FIELDS = 8;
  private static final short END = -1;
  private static final int NUMBERS = 6;
  private static final int MAX_ROW = 200;
  // Postgres counts microseconds from the start of the year 2000.
  private static final long EPOCH_MILLIS = 946_684_800_000L;
  private static final int GROUP = 10_000;
  private static final int GROUPS_OF_FRACTION = 2;
  private static final int MAX_GROUPS = 5;

  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
  private final short[] groups = new short[MAX_GROUPS];

  /**
   * Adds the insert of all crossings whose subscriptions have not ended meanwhile.
   *
   * @param since the snapshot that the feed had followed
   * @param announced whether the rows are included in the NOTIFY payload: at most {@link
   *     #MAX_ANNOUNCED}
   * @param anew whether existing rows are skipped
   */
  void insert(
      Crossings crossings,
      String since,
      Instant createdAt,
      boolean announced,
      boolean anew,
      StatementPipeline pipeline) {
    int size = crossings.size();
    long[][] columns = new long[NUMBERS][size];
    String[] sources = new String[size];
    int[] next = {0};
    crossings.forEach(
        (subscription, connection, tradeId, price, previousPrice, tradeTime, source) -> {
          int at = next[0]++;
          columns[0][at] = subscription;
          columns[1][at] = connection;
          columns[2][at] = tradeId;
          columns[3][at] = price;
          columns[4][at] = previousPrice;
          columns[5][at] = tradeTime;
          sources[at] = source.wireName();
        });
    pipeline.add(
        statement(announced, anew),
        createdAt.atOffset(ZoneOffset.UTC),
        columns[0],
        columns[1],
        columns[2],
        columns[3],
        columns[4],
        columns[5],
        sources,
        since);
  }

  private static String announcing(String insert) {
    return """
        with announced as (
        %s
        returning *
        )
        select
          case when %s then pg_notify(
            '%s',
            coalesce(
              '%s' || E'\\n' || string_agg(
                concat_ws(
                  ' ',
                  id,
                  subscription_id,
                  connection_id,
                  trade_id,
                  (price * 100000000)::bigint,
                  (previous_price * 100000000)::bigint,
                  (extract(epoch from trade_time) * 1000000)::bigint,
                  (extract(epoch from created_at) * 1000000)::bigint,
                  source
                ),
                E'\\n' order by id
              ),
              ''
            )
          ) end
        from announced
        """
        .formatted(insert, NotifyChannel.HAS_ROOM, NotifyChannel.NOTIFICATION, NotifyChannel.ROWS);
  }

  private static String statement(boolean announced, boolean anew) {
    if (announced) {
      return anew ? INSERT_ANEW_AND_ANNOUNCE : INSERT_AND_ANNOUNCE;
    }
    return anew ? INSERT + UNLESS_THERE : INSERT;
  }

  /** Copies all crossings. */
  void copy(Crossings crossings, Instant createdAt, CopyManager copies) throws SQLException {
    long createdMillis = createdAt.toEpochMilli();
    CopyIn copy = copies.copyIn(COPY);
    try {
      buffer.clear().put(SIGNATURE);
      crossings.forEach(
          (subscription, connection, tradeId, price, previousPrice, tradeTime, source) -> {
            if (buffer.remaining() < MAX_ROW) {
              flush(copy);
            }
            buffer.putShort(FIELDS);
            put(subscription);
            put(connection);
            put(tradeId);
            putPrice(price);
            putPrice(previousPrice);
            putTime(tradeTime);
            putTime(createdMillis);
            putSource(source);
          });
      buffer.putShort(END);
      flush(copy);
      copy.endCopy();
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
  }

  private void flush(CopyIn copy) throws SQLException {
    copy.writeToCopy(buffer.array(), 0, buffer.position());
    buffer.clear();
  }

  private void put(long number) {
    buffer.putInt(Long.BYTES).putLong(number);
  }

  private void putTime(long epochMillis) {
    put((epochMillis - EPOCH_MILLIS) * 1000);
  }

  private void putSource(Source source) {
    byte[] term = source.wireName().getBytes(US_ASCII);
    buffer.putInt(term.length).put(term);
  }

  /** A numeric: groups of four decimal digits, the weight of the first, sign, and decimals. */
  private void putPrice(long units) {
    int count = 0;
    for (long rest = units; rest > 0; rest /= GROUP) {
      groups[count++] = (short) (rest % GROUP);
    }
    buffer.putInt(Short.BYTES * (4 + count));
    buffer.putShort((short) count);
    buffer.putShort((short) (count - 1 - GROUPS_OF_FRACTION));
    buffer.putShort((short) 0);
    buffer.putShort((short) Price.SCALE);
    while (count > 0) {
      buffer.putShort(groups[--count]);
    }
  }
}
