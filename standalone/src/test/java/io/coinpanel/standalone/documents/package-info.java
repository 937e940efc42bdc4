/** What the documents say of names and settings, compared with what there is. */
@NullMarked
package io.coinpanel.standalone.documents;

import org.jspecify.annotations.NullMarked;
