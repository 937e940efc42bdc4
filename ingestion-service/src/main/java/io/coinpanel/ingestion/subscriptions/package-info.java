/** Follows the subscription table in commit order. */
@NullMarked
package io.coinpanel.ingestion.subscriptions;

import org.jspecify.annotations.NullMarked;
