package org.pluspeer.node.x402;

import java.util.Objects;
import org.pluspeer.node.IdempotencyKey;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.listing.ListingDesk;
import org.pluspeer.node.listing.ListingView;
import org.pluspeer.node.listing.NewListing;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.policy.Asker;

/**
 * Files that are listed as any other, and sold to whoever pays by x402 beside. That way has no fair exchange: who pays
 * has to trust that the file comes, and that it is the one of the listing.
 */
public final class FileDesk {
    private final OfferingBook book;
    private final ListingDesk listings;
    private final ServiceDesk services;
    private final ServiceDesk.Front front;

    public FileDesk(OfferingBook book, ListingDesk listings, ServiceDesk services, ServiceDesk.Front front) {
        this.book = book;
        this.listings = listings;
        this.services = services;
        this.front = front;
    }

    /**
     * Lists it, and serves it from now on.
     *
     * @throws ProblemException as {@link ListingDesk#create}; BAD_REQUEST for a price of nothing, UNSUPPORTED where the
     *     token takes no signed payments, PORT_IN_USE; nothing is listed then
     */
    public ListingView create(NewListing wanted, Asker asker) {
        String key = IdempotencyKey.require(wanted.idempotencyKey());
        Address token = wanted.token() == null ? Address.ZERO : wanted.token();
        services.requireToken(token);
        if (wanted.price().isZero()) {
            throw new ProblemException(Problem.Code.BAD_REQUEST, "what is sold by x402 has a price above zero");
        }
        front.open();
        String name = book.reserveFor(wanted.title());
        try {
            ListingView listing = listings.createFile(wanted, front.address() + "/" + name, asker);
            if (book.find(listing.id()).isEmpty()) {
                book.add(offering(listing, token, key));
            }
            return listing;
        } finally {
            book.release(name);
        }
    }

    /** Under the name that the listing says: it may be of an earlier try with this key. */
    private Offering offering(ListingView listing, Address token, String key) {
        String address = Objects.requireNonNull(listing.service());
        return new Offering(
                address.substring(address.lastIndexOf('/') + 1),
                "",
                token,
                listing.price(),
                services.payee(),
                listing.title(),
                listing.description(),
                listing.id(),
                null,
                book.now(),
                key,
                new Offering.File(
                        listings.content(listing.id()).orElseThrow(),
                        listing.fileName(),
                        listing.mediaType(),
                        listing.size(),
                        listing.validUntil()));
    }

    /** Its listing is about to be taken back: it is sold no more this way either. */
    public void withdraw(Hash32 listing) {
        book.find(listing)
                .filter(offering -> !offering.isService())
                .ifPresent(offering -> book.remove(offering.name()));
    }
}
