using BackOffice.Notifications.Domain;

namespace BackOffice.Payroll;

public sealed class PayslipBundleTests
{
    [Fact]
    public void Each_page_is_read_by_its_own_range()
    {
        var bytes = BundleOf(1000);
        var index = PayslipBundle.ReadIndex(bytes);

        Assert.Equal(1000, index.Places.Count);
        Assert.Equal(bytes.Length, index.PagesBegin + index.Places.Sum(place => place.Length));
        Assert.All(index.Places, place => Assert.Equal(PageOf(place.Person), PayslipBundle.Open(place, RangeOf(bytes, place))));
        Assert.Equal(index.Places[417], index.Find("person-417"));
        Assert.Null(index.Find("nobody"));
    }

    [Fact]
    public void The_index_of_a_whole_shard_comes_with_the_first_read()
    {
        var bytes = BundleOf(RunPlanning.ShardSize);

        Assert.InRange(PayslipBundle.PagesBegin(bytes), 1, PayslipReader.FirstRead);
        Assert.Equal(PayslipBundle.ReadIndex(bytes).Places, PayslipBundle.ReadIndex(bytes.AsMemory(0, PayslipReader.FirstRead)).Places);
    }

    [Fact]
    public void The_same_pages_are_the_same_bytes()
    {
        var first = BundleOf(20);

        Assert.Equal(first, BundleOf(20));
        Assert.Equal("PSB2"u8.ToArray(), first[..4]);
        Assert.Equal([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF], first[8..18]);
    }

    [Fact]
    public void A_bundle_without_pages_has_nobody()
        => Assert.Empty(PayslipBundle.ReadIndex(BundleOf(0)).Places);

    [Fact]
    public void A_page_cut_off_or_changed_anywhere_is_refused()
    {
        var bytes = BundleOf(3);
        var index = PayslipBundle.ReadIndex(bytes);
        var place = index.Places[1];
        for (var at = 0; at < place.Length; at++)
        {
            var damaged = bytes.ToArray();
            damaged[index.OffsetOf(place) + at] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => PayslipBundle.Open(place, RangeOf(damaged, place)));
        }

        Assert.Throws<InvalidDataException>(() => PayslipBundle.Open(place, RangeOf(bytes, place)[..^1]));
        Assert.Throws<InvalidDataException>(() => PayslipBundle.Open(index.Places[0], RangeOf(bytes, place)));
    }

    [Fact]
    public void An_index_that_is_cut_off_anywhere_is_told()
    {
        var bytes = BundleOf(3);

        for (var length = 0; length < PayslipBundle.PagesBegin(bytes); length++)
        {
            Assert.Throws<InvalidDataException>(() => PayslipBundle.ReadIndex(bytes.AsMemory(0, length)));
        }
    }

    [Fact]
    public void What_is_no_bundle_is_refused()
        => Assert.Throws<InvalidDataException>(() => PayslipBundle.ReadIndex("PK\u0003\u0004 no payslips"u8.ToArray()));

    [Fact]
    public void A_person_has_one_page_in_a_bundle()
    {
        using var writer = new PayslipBundleWriter();
        writer.Add("p-1", "<p>");

        Assert.Throws<ArgumentException>(() => writer.Add("p-1", "<p>"));
    }

    [Fact]
    public void A_page_that_would_fill_the_memory_is_refused()
    {
        using var writer = new PayslipBundleWriter();
        writer.Add("p-1", new string('x', 5 * 1024 * 1024));
        var bytes = writer.Seal().ToArray();
        var place = PayslipBundle.ReadIndex(bytes).Places[0];

        Assert.Throws<InvalidDataException>(() => PayslipBundle.Open(place, RangeOf(bytes, place)));
    }

    [Fact]
    public void A_thousand_real_pages_fit_in_a_small_blob()
    {
        using var writer = new PayslipBundleWriter();
        var page = PayslipPage.Render(SamplePayslips.Slip("IT"), SamplePayslips.Face("IT"), PayrollRules.Read().Packs.All[0], Language.Italian);
        for (var person = 0; person < 1000; person++)
        {
            writer.Add($"person-{person}", page);
        }

        Assert.InRange(writer.Seal().Length / 1000, 1_000, 4_000); // bytes a person
    }

    private static byte[] BundleOf(int people)
    {
        using var writer = new PayslipBundleWriter();
        foreach (var person in Enumerable.Range(0, people).Select(number => $"person-{number}"))
        {
            writer.Add(person, PageOf(person));
        }

        return writer.Seal().ToArray();
    }

    private static string PageOf(string person) => $"<p>{person} · łąka €</p>";

    private static ReadOnlyMemory<byte> RangeOf(byte[] bytes, PayslipPlace place) => bytes.AsMemory((int)PayslipBundle.ReadIndex(bytes).OffsetOf(place), place.Length);
}
