package io.coinpanel.webserver.protocol;

import static io.coinpanel.model.ConditionKind.ABOVE;
import static io.coinpanel.model.ConditionKind.CROSS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coinpanel.model.Condition;
import io.coinpanel.model.ConditionKind;
import io.coinpanel.model.Price;
import io.coinpanel.model.Repeat;
import io.coinpanel.model.Source;
import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.model.WireEnum;
import io.coinpanel.testkit.client.ProtocolDocument;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The published document matches the code. */
class ProtocolDocumentTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Instant NOW = Instant.parse("2026-07-21T12:00:00.123456Z");
  private static final Set<String> OPTIONAL =
      Set.of(
          "ref",
          "ignored",
          "name",
          "note",
          "reason",
          "within_seconds",
          "from",
          "rearm",
          "hold_seconds",
          "bar",
          "reference_price",
          "bar_end");
  private static final CommandParser READER = new CommandParser(InstantSource.fixed(NOW));
  private static final SubscriptionState PENDING =
      new SubscriptionState(
          12,
          1,
          1,
          false,
          new Terms("btcusdt", Condition.Threshold.plain(ABOVE, Price.MAX), Repeat.EVERY, 0, null),
          Details.NONE,
          SubscriptionStatus.PENDING,
          null,
          NOW,
          null,
          0,
          null);
  private static final SubscriptionState FINISHED =
      new SubscriptionState(
          13,
          Integer.MAX_VALUE,
          1,
          true,
          new Terms(
              "ethusdt",
              Condition.Threshold.plain(CROSS, new Price(1)),
              Repeat.ONCE,
              Integer.MAX_VALUE,
              Instant.parse("9999-12-31T23:59:59Z")),
          new Details("to the moon \ud83d\ude80", "a \"note\"", List.of(3L)),
          SubscriptionStatus.FINISHED,
          "expired",
          NOW,
          new Price(Price.ONE),
          Long.MAX_VALUE,
          Instant.EPOCH);

  static Stream<ServerMessage> messages() {
    return Stream.of(ofConnections(), ofAccounts(), ConditionSamples.messages())
        .flatMap(messages -> messages);
  }

  private static Stream<ServerMessage> ofConnections() {
    return Stream.of(
        new ServerMessage.Welcome("7", "token", 20, 3600),
        new ServerMessage.Subscribed(new Echo("a", List.of("x", "\"")), true, PENDING),
        new ServerMessage.Subscribed(Echo.NONE, false, FINISHED),
        new ServerMessage.Active(12, "btcusdt", null),
        new ServerMessage.Active(12, "btcusdt", new Price(150_000_000)),
        new ServerMessage.Unsubscribed(new Echo("\ud83d\ude80".repeat(64), List.of()), 12),
        new ServerMessage.Subscriptions(
            new Echo(null, List.of("x")), new SubscriptionPage(List.of(PENDING, FINISHED), 13L)),
        new ServerMessage.Resumed(
            Echo.NONE, "7", false, new SubscriptionPage(List.of(FINISHED), null)),
        new ServerMessage.Prices(new Echo("p", List.of()), true),
        new ServerMessage.LastPrice("btcusdt", new Price(1), new Price(2), new Price(1), NOW),
        new ServerMessage.FeedStale("btcusdt", NOW),
        new ServerMessage.FeedOk("btcusdt", NOW, 1234, 0),
        new ServerMessage.Pong(new Echo(null, List.of(""))));
  }

  private static Stream<ServerMessage> ofAccounts() {
    return Stream.of(
        new ServerMessage.Seen(31),
        new ServerMessage.AccountWelcome("7", new ServerMessage.Account(5, "me"), 20),
        new ServerMessage.Authenticated(
            new Echo("a", List.of()), new ServerMessage.Account(5, "me")),
        new ServerMessage.Updated(new Echo("u", List.of()), PENDING),
        new ServerMessage.Updated(Echo.NONE, FINISHED),
        new ServerMessage.Stats(
            new Echo("s", List.of()),
            new StatsReport(
                3,
                0,
                1,
                2,
                40,
                List.of(
                    new StatsReport.OfSymbol("btcusdt", new Price(1), 2, null, null, 40),
                    new StatsReport.OfSymbol("ethusdt", null, 1, new Price(3), new Price(2), 0)))),
        new ServerMessage.Notification(
            31,
            12,
            2,
            "name",
            null,
            "btcusdt",
            Condition.Threshold.plain(ABOVE, new Price(1)),
            2,
            1L,
            0,
            NOW,
            NOW,
            Source.LIVE,
            FiringDetails.NONE),
        new ServerMessage.ErrorReply(
            Echo.NONE, ErrorCode.UNAVAILABLE, "the database is unavailable"));
  }

  @Test
  void everyReferenceLeadsToSomething() {
    List<String> references = ProtocolDocument.root().findValuesAsString("$ref");
    assertThat(references).hasSizeGreaterThan(100);
    assertThat(references)
        .allSatisfy(
            reference -> {
              assertThat(reference).startsWith("#/");
              assertThat(ProtocolDocument.resolve(ProtocolDocument.root(), reference).isObject())
                  .as(reference)
                  .isTrue();
            });
  }

  @Test
  void everyCommandOfTheCodeIsThereAndNoOther() {
    Set<Command> read =
        ProtocolDocument.commands().stream()
            .flatMap(command -> command.get("examples").valueStream())
            .map(example -> example.get("payload").toString())
            .map(ProtocolDocumentTest::understood)
            .collect(Collectors.toSet());
    assertThat(classes(read)).isEqualTo(Set.of(Command.class.getPermittedSubclasses()));
    assertThat(names(ProtocolDocument.commands()))
        .isEqualTo(read.stream().map(Command::type).collect(Collectors.toSet()));
  }

  private static Command understood(String frame) {
    ProtocolDocument.checkCommand(frame);
    return switch (READER.parse(frame)) {
      case ParsedFrame.Valid(var _, Command command) -> command;
      case ParsedFrame.Invalid invalid ->
          throw new AssertionError(frame + " is refused: " + invalid);
    };
  }

  @Test
  void everyMessageOfTheCodeIsThereAndNoOther() {
    assertThat(classes(messages().collect(Collectors.toSet())))
        .isEqualTo(records(ServerMessage.class).collect(Collectors.toSet()));
    assertThat(names(ProtocolDocument.messages()))
        .isEqualTo(
            messages()
                .map(message -> json(message).get("type").asString())
                .collect(Collectors.toSet()));
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(ProtocolDocumentTest::records)
        : Stream.of(type);
  }

  private static Set<Class<?>> classes(Set<?> samples) {
    return samples.stream().map(Object::getClass).collect(Collectors.toSet());
  }

  private static Set<String> names(List<JsonNode> messages) {
    return messages.stream()
        .map(message -> message.get("name").asString())
        .collect(Collectors.toSet());
  }

  private static ObjectNode json(ServerMessage message) {
    String frame = new String(MessageEncoder.encode(message), StandardCharsets.UTF_8);
    return (ObjectNode) JSON.readTree(frame);
  }

  @Test
  void examplesMatchTheServersMessages() {
    assertThat(ProtocolDocument.messages())
        .allSatisfy(message -> assertThat(message.get("examples").size()).isPositive())
        .flatExtracting(message -> message.get("examples").valueStream().toList())
        .allSatisfy(example -> ProtocolDocument.checkMessage(example.get("payload")));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageHasAllItsFieldsAndNoOther(ServerMessage message) {
    ObjectNode json = json(message);
    ProtocolDocument.checkMessage(json);
    assertRejected(json.deepCopy().put("more", 1));
    for (String name : List.copyOf(json.propertyNames())) {
      ObjectNode less = json.deepCopy().without(name);
      if (!OPTIONAL.contains(name) && !mayBeUnknown(name, json)) {
        assertRejected(less);
      }
    }
  }

  /** Where a run began at the baseline, nothing was passed. */
  private static boolean mayBeUnknown(String name, JsonNode notification) {
    return Set.of("direction", "level").contains(name)
        && !Set.of("above", "below").contains(notification.path("condition").asString());
  }

  private static void assertRejected(JsonNode message) {
    assertThatThrownBy(() -> ProtocolDocument.checkMessage(message))
        .as(message.toString())
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void enumsMatchTheCode() {
    assertWords("Condition", EnumSet.allOf(ConditionKind.class));
    assertWords("Repeat", EnumSet.allOf(Repeat.class));
    assertWords("Source", EnumSet.allOf(Source.class));
    assertWords("ErrorCode", EnumSet.allOf(ErrorCode.class));
    // Nobody is told of an unsubscribed one.
    assertWords(
        "SubscriptionStatus", EnumSet.complementOf(EnumSet.of(SubscriptionStatus.UNSUBSCRIBED)));
  }

  private static void assertWords(String schema, Set<? extends WireEnum> words) {
    assertThat(ProtocolDocument.root().at("/components/schemas/" + schema + "/enum").valueStream())
        .extracting(JsonNode::asString)
        .containsExactlyInAnyOrderElementsOf(words.stream().map(WireEnum::wireName).toList());
  }

  @Test
  void theCodesTheServerClosesWithAreThere() {
    assertThat(ProtocolDocument.root().at("/channels/client/x-close-codes").propertyNames())
        .containsAll(
            Arrays.stream(CloseReason.values())
                .map(reason -> Integer.toString(reason.code()))
                .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'ping','ref':null}",
        "{'symbol':'x','threshold':'0.00001234'}",
        "{'symbol':'x','threshold':'00065000.500000000000'}",
        "{'symbol':'x','threshold':1e3}",
        "{'symbol':'x','threshold':'1','condition':null,'repeat':null,'cooldown_seconds':null}",
        "{'symbol':'x','threshold':'1','cooldown_seconds':2147483647}",
        "{'symbol':'x','threshold':'1','cooldown_seconds':1.0}",
        "{'symbol':'x','threshold':'1','expires_at':'2030-01-01T00:00:00.5Z'}",
        "{'type':'resume','token':'','last_notification_id':null}",
      })
  void acceptsCommandsTheServerAccepts(String frame) {
    assertThat(understood(frame.replace('\'', '"'))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'type':null}",
        "{'type':5}",
        "{'type':'dance'}",
        "{'type':'ping','ref':5}",
        "{'type':'prices'}",
        "{'type':'prices','enabled':'true'}",
        "{'type':'unsubscribe'}",
        "{'type':'unsubscribe','subscription_id':7}",
        "{'type':'resume','token':'t','last_notification_id':5}",
        "{'type':'subscribe','threshold':'1'}",
        "{'type':'subscribe','symbol':'x'}",
        "{'symbol':5,'threshold':'1'}",
        "{'symbol':'x','threshold':null}",
        "{'symbol':'x','threshold':true}",
        "{'symbol':'x','threshold':''}",
        "{'symbol':'x','threshold':'0'}",
        "{'symbol':'x','threshold':'0.0'}",
        "{'symbol':'x','threshold':'1.'}",
        "{'symbol':'x','threshold':'.5'}",
        "{'symbol':'x','threshold':'+1'}",
        "{'symbol':'x','threshold':'-1'}",
        "{'symbol':'x','threshold':'1e3'}",
        "{'symbol':'x','threshold':'0.000000001'}",
        "{'symbol':'x','threshold':0}",
        "{'symbol':'x','threshold':-1}",
        "{'symbol':'x','threshold':92233720368.00000001}",
        "{'symbol':'x','threshold':'1','condition':'up'}",
        "{'symbol':'x','threshold':'1','repeat':'never'}",
        "{'symbol':'x','threshold':'1','cooldown_seconds':-1}",
        "{'symbol':'x','threshold':'1','cooldown_seconds':1.5}",
        "{'symbol':'x','threshold':'1','cooldown_seconds':'1'}",
        "{'symbol':'x','threshold':'1','cooldown_seconds':2147483648}",
        "{'symbol':'x','threshold':'1','expires_at':'tomorrow'}",
        "{'symbol':'x','threshold':'1','expires_at':5}",
      })
  void rejectsCommandsTheServerRejects(String quoted) {
    String frame = quoted.replace('\'', '"');
    assertThat(READER.parse(frame)).isInstanceOf(ParsedFrame.Invalid.class);
    assertThatThrownBy(() -> ProtocolDocument.checkCommand(frame))
        .isInstanceOf(AssertionError.class);
  }
}
