/** One ingestion works, the others stand by. */
@NullMarked
package io.coinpanel.ingestion.leadership;

import org.jspecify.annotations.NullMarked;
