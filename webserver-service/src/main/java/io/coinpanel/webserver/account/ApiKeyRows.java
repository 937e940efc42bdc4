package io.coinpanel.webserver.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

/** The stored API keys. */
interface ApiKeyRows extends Repository<ApiKeyRow, String> {

  ApiKeyRow save(ApiKeyRow key);

  @EntityGraph(attributePaths = "account")
  Optional<ApiKeyRow> findWithAccountById(String id);

  /** Those that are not revoked, oldest first. */
  List<ApiKeyRow> findByAccountIdAndRevokedAtIsNullOrderByCreatedAtAscIdAsc(long account);

  @Modifying
  @NativeQuery(
      "update api_key set revoked_at = :now where account_id = :account and revoked_at is null")
  int revokeAll(long account, Instant now);
}
