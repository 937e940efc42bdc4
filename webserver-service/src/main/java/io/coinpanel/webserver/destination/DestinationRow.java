package io.coinpanel.webserver.destination;

import io.coinpanel.model.WireEnum;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A row of {@code destination}. */
@Entity
@DynamicUpdate
@Table(name = "destination")
// The persistence provider fills the fields.
@SuppressWarnings("NullAway.Init")
class DestinationRow {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Column(name = "account_id", updatable = false)
  private long accountId;

  @Column(updatable = false)
  private String kind;

  private @Nullable String name;

  private boolean enabled = true;

  @Column(name = "is_default")
  private boolean isDefault = true;

  private @Nullable String address;

  private byte @Nullable [] secrets;

  private @Nullable Short priority;

  @Column(name = "time_zone")
  private @Nullable String timeZone;

  @Column(name = "quiet_from")
  private @Nullable LocalTime quietFrom;

  @Column(name = "quiet_to")
  private @Nullable LocalTime quietTo;

  @Column(name = "max_age_seconds")
  private @Nullable Integer maxAgeSeconds;

  @Column(name = "note_template")
  private @Nullable String noteTemplate;

  @Column(name = "feed_events")
  private boolean feedEvents = true;

  @Column(name = "heartbeat_at")
  private @Nullable LocalTime heartbeatAt;

  @Column(name = "heartbeat_zone")
  private @Nullable String heartbeatZone;

  @Column(name = "heartbeat_due")
  private @Nullable Instant heartbeatDue;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  @Column(name = "confirmed_at")
  private @Nullable Instant confirmedAt;

  @Column(name = "chat_id")
  private @Nullable Long chatId;

  @Column(name = "muted_until", updatable = false)
  private @Nullable Instant mutedUntil;

  protected DestinationRow() {}

  DestinationRow(long accountId, DestinationKind kind, Instant createdAt) {
    this.accountId = accountId;
    this.kind = kind.wireName();
    this.createdAt = createdAt;
  }

  long id() {
    if (id == null) {
      throw new IllegalStateException("the destination is not stored yet");
    }
    return id;
  }

  long accountId() {
    return accountId;
  }

  DestinationKind kind() {
    return WireEnum.parse(DestinationKind.class, kind).orElseThrow();
  }

  @Nullable String name() {
    return name;
  }

  void rename(@Nullable String to) {
    name = to;
  }

  boolean isEnabled() {
    return enabled;
  }

  void enable(boolean value) {
    enabled = value;
  }

  boolean isDefault() {
    return isDefault;
  }

  void makeDefault(boolean value) {
    isDefault = value;
  }

  @Nullable String address() {
    return address;
  }

  void setAddress(@Nullable String value) {
    address = value;
  }

  byte @Nullable [] secrets() {
    return secrets;
  }

  void setSecrets(byte @Nullable [] sealed) {
    secrets = sealed;
  }

  @Nullable Integer priority() {
    return priority == null ? null : priority.intValue();
  }

  void setPriority(@Nullable Integer value) {
    priority = value == null ? null : value.shortValue();
  }

  @Nullable QuietHours quietHours() {
    return timeZone == null || quietFrom == null || quietTo == null
        ? null
        : new QuietHours(ZoneId.of(timeZone), quietFrom, quietTo);
  }

  void setQuietHours(@Nullable QuietHours hours) {
    timeZone = hours == null ? null : hours.zone().getId();
    quietFrom = hours == null ? null : hours.from();
    quietTo = hours == null ? null : hours.to();
  }

  @Nullable Integer maxAgeSeconds() {
    return maxAgeSeconds;
  }

  void setMaxAgeSeconds(@Nullable Integer seconds) {
    maxAgeSeconds = seconds;
  }

  @Nullable String noteTemplate() {
    return noteTemplate;
  }

  void setNoteTemplate(@Nullable String template) {
    noteTemplate = template;
  }

  boolean hasFeedEvents() {
    return feedEvents;
  }

  void setFeedEvents(boolean value) {
    feedEvents = value;
  }

  @Nullable Heartbeat heartbeat() {
    return heartbeatZone == null || heartbeatAt == null
        ? null
        : new Heartbeat(ZoneId.of(heartbeatZone), heartbeatAt);
  }

  void setHeartbeat(@Nullable Heartbeat heartbeat, Instant now) {
    heartbeatAt = heartbeat == null ? null : heartbeat.at();
    heartbeatZone = heartbeat == null ? null : heartbeat.zone().getId();
    heartbeatDue = heartbeat == null ? null : heartbeat.next(now);
  }

  Instant createdAt() {
    return createdAt;
  }

  @Nullable Instant confirmedAt() {
    return confirmedAt;
  }

  void confirm(Instant at) {
    confirmedAt = at;
  }

  @Nullable Long chatId() {
    return chatId;
  }

  void setChatId(long id) {
    chatId = id;
  }

  @Nullable Instant mutedUntil() {
    return mutedUntil;
  }

  /** Nothing is sent until its receiver agrees. */
  void unconfirm() {
    confirmedAt = null;
  }
}
