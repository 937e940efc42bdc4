/** Leader election: one instance leads, the others stand by. */
@NullMarked
package io.coinpanel.ingestion.leadership;

import org.jspecify.annotations.NullMarked;
