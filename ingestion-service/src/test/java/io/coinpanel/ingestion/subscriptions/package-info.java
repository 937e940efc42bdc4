@NullMarked
package io.coinpanel.ingestion.subscriptions;

import org.jspecify.annotations.NullMarked;
