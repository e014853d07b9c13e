package org.pluspeer.node.x402;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.pluspeer.market.service.Authorization;
import org.pluspeer.market.service.PaidFetch;
import org.pluspeer.node.IdempotencyKey;
import org.pluspeer.node.Problem;
import org.pluspeer.node.ProblemException;
import org.pluspeer.node.account.TokenBook;
import org.pluspeer.node.account.TokenView;
import org.pluspeer.node.approval.SigningDesk;
import org.pluspeer.node.chain.At;
import org.pluspeer.node.chain.ChainClient;
import org.pluspeer.node.chain.Token;
import org.pluspeer.node.chain.Tokens;
import org.pluspeer.node.json.Json;
import org.pluspeer.wallet.eth.Address;
import org.pluspeer.wallet.eth.Amount;
import org.pluspeer.wallet.eth.Hash32;
import org.pluspeer.wallet.eth.Signature;
import org.pluspeer.wallet.key.KeyException;
import org.pluspeer.wallet.policy.Asker;
import org.pluspeer.wallet.policy.Consent;
import org.pluspeer.wallet.policy.Decision;
import org.pluspeer.wallet.policy.Intent;
import org.pluspeer.wallet.policy.Kind;
import org.pluspeer.wallet.policy.Purpose;

/**
 * Fetches addresses, and pays what they ask by x402 within the owner's rules. The policy is asked before the signature;
 * the payment is in the journal before it leaves; and while it can be taken no other is signed for the same fetch.
 */
public final class FetchDesk implements AutoCloseable {
    private static final long DEMAND_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long MOST_SECONDS = 300;
    private static final long USUAL_SECONDS = 60;
    private static final long BEFORE = 600;

    private final SigningDesk signing;
    private final Money money;
    private final PaymentBook book;
    private final Answers answers;
    private final Destinations destinations;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Errand errand;

    /** What payments are made in. */
    public record Money(ChainClient chain, Tokens tokens, TokenBook book, boolean playMoney) {}

    /** What time it is and what nobody can guess; the generator is a secure one. */
    public record Chance(InstantSource clock, RandomGenerator random) {}

    /** @param folder where long answers are put */
    public FetchDesk(SigningDesk signing, Money money, PaymentBook book, java.nio.file.Path folder, Chance chance) {
        this.signing = signing;
        this.money = money;
        this.book = book;
        this.answers = new Answers(folder);
        this.destinations = new Destinations(money.playMoney());
        this.clock = chance.clock();
        this.random = chance.random();
        this.errand = new Errand(destinations, new Outbound(Outbound.Limits.STANDARD));
    }

    /** A payment that is asked for, and the order it is asked for. */
    private record Bill(FetchOrder order, URI at, Demand demand, Token token) {
        Intent.Spend spend() {
            return new Intent.Spend(
                    demand.wanted().payTo(), token.address(), demand.wanted().amount(), Kind.API);
        }
    }

    /**
     * Asks what it would cost; pays nothing.
     *
     * @throws ProblemException BAD_REQUEST, FORBIDDEN, PEER_UNREACHABLE
     */
    public FetchView.Quote quote(FetchOrder order, Asker asker) {
        try (Errand.Reached reached = errand.run(order, asker instanceof Asker.App)) {
            if (reached.reply().status() != 402) {
                return new FetchView.Quote(reached.reply().status(), true, false, true, null, null, null, null);
            }
            Optional<Bill> bill = bill(order, reached);
            if (bill.isEmpty()) {
                return new FetchView.Quote(402, false, false, false, unpayable(), null, null, null);
            }
            Authorization authorization = authorization(bill.get());
            Decision decision =
                    signing.preview(signing.account(), intent(bill.get(), authorization), asker, Consent.none());
            String reason =
                    switch (decision) {
                        case Decision.Allowed _ -> null;
                        case Decision.NeedsApproval needs -> needs.reason();
                        case Decision.Refused refused -> refused.reason();
                    };
            Requirement wanted = bill.get().demand().wanted();
            return new FetchView.Quote(
                    402,
                    false,
                    !(decision instanceof Decision.Refused),
                    decision instanceof Decision.Allowed,
                    reason,
                    wanted.payTo(),
                    view(bill.get().token()),
                    wanted.amount());
        } catch (IOException e) {
            throw unreachable(order, e);
        }
    }

    /** For the owner, whose total is a yes. */
    public FetchView fetch(FetchOrder order, Asker asker) {
        Amount total = order.total();
        Consent consent = total == null || order.token() == null ? Consent.none() : Consent.upTo(order.token(), total);
        return fetch(order, order.idempotencyKey(), asker, consent);
    }

    /**
     * Fetches, and pays once what is asked.
     *
     * @param key names the fetch among those of all askers
     * @throws org.pluspeer.node.approval.NeedsApprovalException where only the owner can let the payment go
     * @throws ProblemException BAD_REQUEST, FORBIDDEN, IDEMPOTENCY_CONFLICT, PEER_UNREACHABLE, NOT_BUYABLE where it
     *     cannot be paid from here, CONFLICT where it asks more than was agreed to, INSUFFICIENT_FUNDS, LOCKED,
     *     REFUSED_BY_POLICY
     */
    FetchView fetch(FetchOrder order, String key, Asker asker, Consent consent) {
        IdempotencyKey.require(key);
        Hash32 request = Digests.of(order.verb(), order.url(), Errand.body(order));
        Optional<PaymentBook.Line> earlier = book.find(key);
        try {
            if (earlier.isPresent()) {
                if (!earlier.get().signed().request().equals(request)) {
                    throw new ProblemException(
                            Problem.Code.IDEMPOTENCY_CONFLICT, "the same key was used to fetch something else");
                }
                if (again(earlier.get()) == PaidFetch.Step.SEND_AGAIN) {
                    return resend(order, earlier.get(), asker);
                }
            }
            return begin(order, key, request, asker, consent);
        } catch (IOException e) {
            throw unreachable(order, e);
        } catch (KeyException e) {
            throw new ProblemException(Problem.Code.LOCKED, "the wallet has to be unlocked to pay for it", e);
        }
    }

    private FetchView begin(FetchOrder order, String key, Hash32 request, Asker asker, Consent consent)
            throws IOException {
        Bill bill;
        try (Errand.Reached reached = errand.run(order, asker instanceof Asker.App)) {
            if (reached.reply().status() != 402) {
                return answers.view(reached.reply(), null);
            }
            bill = bill(order, reached).orElseThrow(() -> new ProblemException(Problem.Code.NOT_BUYABLE, unpayable()));
        }
        Amount total = order.total();
        if (total != null && bill.demand().wanted().amount().isMoreThan(total)) {
            throw new ProblemException(
                    Problem.Code.CONFLICT, "it asks " + sum(bill) + " now, which is more than you agreed to");
        }
        requireFunds(bill);
        Authorization authorization = authorization(bill);
        Signature signature = signing.sign(signing.account(), intent(bill, authorization), asker, consent);
        CallRecord.Signed signed = new CallRecord.Signed(
                key,
                order.verb(),
                order.url(),
                bill.at().toString(),
                request,
                bill.token().address(),
                authorization,
                bill.demand().version(),
                new String(Json.write(bill.demand().words()), java.nio.charset.StandardCharsets.UTF_8));
        book.write(signed);
        return send(order, signed, signature, asker);
    }

    /** What was signed once was let go and counted then; to sign the very same again lets nothing more go. */
    private FetchView resend(FetchOrder order, PaymentBook.Line line, Asker asker) throws IOException {
        CallRecord.Signed signed = line.signed();
        Token token = money.tokens()
                .find(signed.token())
                .orElseThrow(() -> new ProblemException(Problem.Code.NOT_FOUND, "there is no such token"));
        Intent intent = intent(token, signed.authorization());
        Consent letGo =
                Consent.upTo(signed.token(), signed.authorization().value()).byBudget();
        return send(order, signed, signing.sign(signing.account(), intent, asker, letGo), asker);
    }

    private FetchView send(FetchOrder order, CallRecord.Signed signed, Signature signature, Asker asker)
            throws IOException {
        SignedPayment payment = new SignedPayment(
                signed.version(),
                null,
                Json.tree(signed.words().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .path("network")
                        .asText(),
                signed.authorization(),
                signature);
        Header header = new Header(
                signed.version() == 1 ? Words402.FIRST_SIGNATURE : Words402.SIGNATURE,
                payment.header(Json.tree(signed.words().getBytes(java.nio.charset.StandardCharsets.UTF_8)), null));
        Hash32 id = signed.authorization().id(signed.token());
        try (Outbound.Reply reply = errand.pay(order, URI.create(signed.at()), header, asker instanceof Asker.App)) {
            Hash32 transaction = Demand.transaction(reply).orElse(null);
            book.write(id, new CallRecord.Answered(reply.status(), transaction));
            return answers.view(reply, view(book.find(signed.key()).orElseThrow()));
        }
    }

    private PaidFetch.Step again(PaymentBook.Line line) {
        CallRecord.Signed signed = line.signed();
        boolean used = money.tokens()
                .isAuthorizationUsed(
                        signed.token(),
                        signed.authorization().payer(),
                        signed.authorization().nonce());
        return new PaidFetch(signed.authorization()).again(money.chain().head().time(), used);
    }

    /** What is asked, if it can be paid from here. */
    private Optional<Bill> bill(FetchOrder order, Errand.Reached reached) throws IOException {
        boolean inHead = reached.reply().header(Words402.REQUIRED).isPresent();
        byte[] body =
                inHead ? new byte[0] : reached.reply().body().all(Demand.LONGEST, System.nanoTime() + DEMAND_NANOS);
        long chainId = money.chain().chainId();
        return Demand.read(
                        reached.reply(),
                        body,
                        wanted -> Networks.isHere(wanted.network(), chainId)
                                && (order.token() == null || order.token().equals(wanted.asset()))
                                && !wanted.amount().isZero()
                                && token(wanted.asset()).isPresent())
                .flatMap(demand ->
                        token(demand.wanted().asset()).map(token -> new Bill(order, reached.at(), demand, token)));
    }

    private Optional<Token> token(Address address) {
        return money.tokens().find(address).filter(token -> token.authorizations() && token.domain() != null);
    }

    private Authorization authorization(Bill bill) {
        byte[] nonce = new byte[Hash32.LENGTH];
        random.nextBytes(nonce);
        long now = Math.max(money.chain().head().time(), clock.instant().getEpochSecond());
        long wanted = bill.demand().wanted().maxTimeoutSeconds();
        long seconds = wanted <= 0 ? USUAL_SECONDS : Math.min(wanted, MOST_SECONDS);
        return new Authorization(
                signing.account(),
                bill.demand().wanted().payTo(),
                bill.demand().wanted().amount(),
                now - BEFORE,
                now + seconds,
                Hash32.of(nonce));
    }

    private static Intent intent(Bill bill, Authorization authorization) {
        return intent(bill.token(), authorization);
    }

    private static Intent intent(Token token, Authorization authorization) {
        return new Intent.SignTyped(
                Purpose.PAYMENT_AUTHORIZATION,
                token.signingDomain().orElseThrow(),
                authorization.struct(),
                List.of(new Intent.Spend(authorization.payee(), token.address(), authorization.value(), Kind.API)));
    }

    private void requireFunds(Bill bill) {
        Amount held = money.tokens().balance(bill.token().address(), signing.account(), At.LATEST);
        if (held.isLessThan(bill.demand().wanted().amount())) {
            throw new ProblemException(
                    Problem.Code.INSUFFICIENT_FUNDS, "it asks " + sum(bill) + ", and the account holds less");
        }
    }

    private static String sum(Bill bill) {
        return bill.spend().amount().decimal(bill.token().decimals()) + " "
                + bill.token().symbol();
    }

    /** The newest payments for fetches. */
    public FetchView.All payments(int most) {
        return new FetchView.All(book.newest(most).stream().map(this::view).toList());
    }

    private FetchView.Paid view(PaymentBook.Line line) {
        CallRecord.Signed signed = line.signed();
        CallRecord.Answered answered = line.answered();
        return new FetchView.Paid(
                line.id(),
                line.at(),
                signed.method(),
                signed.url(),
                signed.authorization().payee(),
                view(signed.token()),
                signed.authorization().value(),
                answered == null ? null : answered.status(),
                answered == null ? null : answered.transaction());
    }

    private TokenView view(Address token) {
        return money.book().find(token).orElseGet(() -> money.tokens()
                .find(token)
                .map(this::view)
                .orElseGet(() -> new TokenView(token, "?", "unknown token", 0, money.playMoney())));
    }

    private TokenView view(Token token) {
        return new TokenView(token.address(), token.symbol(), token.name(), token.decimals(), money.playMoney());
    }

    private String unpayable() {
        return "it asks to be paid in a way that this wallet has not: neither on chain "
                + money.chain().chainId() + " by a token that takes signed payments, nor by x402 at all";
    }

    private static ProblemException unreachable(FetchOrder order, Exception cause) {
        return new ProblemException(
                Problem.Code.PEER_UNREACHABLE,
                "no whole answer came from " + Destinations.read(order.url()).getHost()
                        + "; ask again with the same key, and nothing is paid twice",
                cause);
    }

    @Override
    public void close() {
        errand.close();
    }
}
