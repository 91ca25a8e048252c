using System.Globalization;
using BackOffice.LocalRuntime.Blobs;

namespace BackOffice.LocalRuntime.Tests.Blobs;

public sealed class KnownBlobsTests
{
    private readonly KnownBlobs known = new();

    [Fact]
    public void A_blob_is_taken_once()
    {
        Assert.Equal(ReceiptState.None, known.Take("a", "1/a"));
        Assert.Null(known.Take("a", "1/a"));

        known.PutBack("a", "1/a", ReceiptState.Complete);

        Assert.Null(known.Take("a", "1/a"));
    }

    [Fact]
    public void A_blob_is_not_taken_in_two_versions_at_a_time()
    {
        known.Take("a", "1/a");
        Assert.Null(known.Take("a", "2/a"));

        known.PutBack("a", "1/a", ReceiptState.Complete);

        Assert.Equal(ReceiptState.None, known.Take("a", "2/a"));
    }

    [Fact]
    public void A_blob_put_back_undone_is_taken_again()
    {
        known.Take("a", "1/a");
        known.PutBack("a", "1/a", ReceiptState.Incomplete);

        Assert.Equal(ReceiptState.Incomplete, known.Take("a", "1/a"));
    }

    [Fact]
    public void What_the_listing_no_longer_shows_is_forgotten()
    {
        for (var i = 0; i < 100; i++)
        {
            var name = i.ToString(CultureInfo.InvariantCulture);
            known.Take(name, name);
            known.PutBack(name, name, ReceiptState.Complete);
        }

        known.EndSweep();
        known.Take("7", "7");
        known.EndSweep();

        Assert.Equal(1, known.Count);
        Assert.Null(known.Take("7", "7"));
    }

    [Fact]
    public void A_review_makes_blobs_without_a_receipt_new_again()
    {
        Done("a");
        Done("b");

        known.Review("a", ReceiptState.Complete);
        known.Review("long gone", ReceiptState.Complete);
        known.EndReview();

        Assert.Equal(1, known.Count);
        Assert.Null(known.Take("a", "a"));
        Assert.Equal(ReceiptState.None, known.Take("b", "b"));
    }

    [Fact]
    public void A_review_brings_back_what_a_crash_interrupted()
    {
        known.Note("a");
        known.Review("a", ReceiptState.Incomplete);
        known.EndReview();

        Assert.Equal(ReceiptState.Incomplete, known.Take("a", "a"));
    }

    private void Done(string name)
    {
        known.Take(name, name);
        known.PutBack(name, name, ReceiptState.Complete);
    }
}
