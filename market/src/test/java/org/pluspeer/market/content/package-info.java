/** Tests of content, its trees and its keystream. */
@NullMarked
package org.pluspeer.market.content;

import org.jspecify.annotations.NullMarked;
