package org.pluspeer.market.sale;

/** Why a purchase came to nothing. In every case but {@link #DISPUTE_MISSED} the buyer has not lost the price. */
public enum PurchaseFault {
    OFFER_REFUSED("the seller made no offer"),
    SELLER_UNREACHABLE("the seller does not answer"),
    OFFER_SELLER("the offer names another seller than the listing"),
    OFFER_SIGNATURE("the offer is not signed by the seller"),
    OFFER_BUYER("the offer is made out to somebody else"),
    OFFER_LISTING("the offer is for another listing"),
    OFFER_CONTENT("the offer is for other content than the listing's"),
    OFFER_BLOCK_SIZE("the offer cuts the content otherwise than the listing"),
    OFFER_TOKEN("the offer wants another token than the listing"),
    OFFER_PRICE("the offer wants another price than the listing"),
    OFFER_PAYEE("the offer pays somebody else than the listing"),
    OFFER_CIPHERTEXT("the offer is for another ciphertext than the listing's"),
    OFFER_MASKED("the offer masks its key otherwise than the listing asks for"),
    OFFER_REVEAL_WINDOW("the offer's time to reveal the key is out of bounds"),
    OFFER_DISPUTE_WINDOW("the offer's time to complain is out of bounds"),
    OFFER_BOND("the seller's bond is too low"),
    OFFER_NO_SHOW("what the seller pays for not showing up is too low"),
    OFFER_EXPIRED("the time to accept the offer is over"),
    OFFER_EXPIRY("the offer stays open for too long"),
    CIPHERTEXT_WRONG("the seller's encrypted blocks are not those that the offer promises"),
    DISK_FULL("there is not enough room on the disk for the file"),
    INSUFFICIENT_FUNDS("there is not enough money for the price and the gas"),
    REFUSED_BY_POLICY("the wallet's own rules refuse the payment"),
    PAYMENT_REFUSED("the chain refused the payment"),
    PAYMENT_LATE("the payment was not mined in time"),
    DISPUTE_MISSED("the content is wrong and the time to complain was over when this node came back");

    private final String sentence;

    PurchaseFault(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
