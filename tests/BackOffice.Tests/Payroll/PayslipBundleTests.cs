using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using BackOffice.Notifications.Domain;
using BackOffice.Payroll.Domain;

namespace BackOffice.Payroll;

public sealed class PayslipBundleTests
{
    [Fact]
    public void Each_page_is_read_by_one_range()
    {
        var bytes = BundleOf(1000);
        var index = PayslipBundle.ReadIndex(bytes);

        Assert.Equal(Enumerable.Range(0, 1000).Select(number => $"person-{number}"), index.Leaves.SelectMany(leaf => leaf.Pages).Select(page => page.Person));
        Assert.Equal(bytes.Length, index.LeavesBegin + index.Leaves.Sum(leaf => leaf.Length));
        Assert.All(index.Leaves, leaf => Assert.All(leaf.Pages, page => Assert.Equal(PageOf(page.Person), PayslipBundle.Open(leaf, page.Person, RangeOf(bytes, leaf)))));
        Assert.Same(index.Leaves[417 / 16], index.Find("person-417"));
        Assert.Null(index.Find("nobody"));
        Assert.Throws<InvalidDataException>(() => PayslipBundle.Open(index.Leaves[0], "person-417", RangeOf(bytes, index.Leaves[0])));
    }

    [Fact]
    public void The_index_of_a_whole_shard_comes_with_the_first_read()
    {
        var bytes = BundleOf(RunPlanning.ShardSize);

        Assert.InRange(PayslipBundle.LeavesBegin(bytes), 1, PayslipReader.FirstRead);
        Assert.Equivalent(PayslipBundle.ReadIndex(bytes), PayslipBundle.ReadIndex(bytes.AsMemory(0, PayslipBundle.LeavesBegin(bytes))), strict: true);
    }

    [Fact]
    public void The_same_pages_are_the_same_bytes()
    {
        var first = BundleOf(20);

        Assert.Equal(first, BundleOf(20));
        Assert.Equal("PSB3"u8.ToArray(), first[..4]);
        Assert.Equal([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF], first[8..18]);
    }

    [Fact]
    public void A_bundle_without_pages_has_nobody()
        => Assert.Empty(PayslipBundle.ReadIndex(BundleOf(0)).Leaves);

    [Fact]
    public void A_page_cut_off_or_changed_anywhere_is_refused()
    {
        var bytes = BundleOf(50);
        var index = PayslipBundle.ReadIndex(bytes);
        var leaf = index.Leaves[1];
        for (var at = 0; at < leaf.Length; at++)
        {
            var damaged = bytes.ToArray();
            damaged[index.OffsetOf(leaf) + at] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => PayslipBundle.Open(leaf, "person-20", RangeOf(damaged, leaf)));
        }

        Assert.Throws<InvalidDataException>(() => PayslipBundle.Open(leaf, "person-20", RangeOf(bytes, leaf)[..^1]));
        Assert.Throws<InvalidDataException>(() => PayslipBundle.Open(index.Leaves[0], "person-0", RangeOf(bytes, leaf)));
    }

    [Fact]
    public void An_index_that_is_cut_off_anywhere_is_told()
    {
        var bytes = BundleOf(3);

        for (var length = 0; length < PayslipBundle.LeavesBegin(bytes); length++)
        {
            Assert.Throws<InvalidDataException>(() => PayslipBundle.ReadIndex(bytes.AsMemory(0, length)));
        }
    }

    [Fact]
    public void The_index_is_written_and_read_as_it_always_was()
    {
        const string Golden = """[{"offset":8,"length":1200,"sha256":"ab","pages":[{"person":"p-1","begin":0,"length":7000}]}]""";

        Assert.Equal(Golden, JsonSerializer.Serialize<PayslipLeaf[]>([new PayslipLeaf(8, 1200, "ab", [new PayslipPlace("p-1", 0, 7000)])], PayJson.Options));
        Assert.Equal("ab", Assert.Single(PayslipBundle.ReadIndex(WithIndex(Golden)).Leaves).Sha256);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("""[{"offset":0,"length":1,"sha256":"ab"}]""")]
    [InlineData("""[{"offset":0,"length":1,"sha256":"ab","pages":[null]}]""")]
    [InlineData("""[{"offset":0,"length":1,"sha256":null,"pages":[]}]""")]
    [InlineData("""[{"offset":0,"length":0,"sha256":"ab","pages":[]}]""")]
    [InlineData("""[{"offset":-1,"length":1,"sha256":"ab","pages":[]}]""")]
    [InlineData("""[{"offset":9223372036854775807,"length":1,"sha256":"ab","pages":[]}]""")]
    [InlineData("""[{"offset":0,"length":4194305,"sha256":"ab","pages":[]}]""")]
    [InlineData("{}")]
    [InlineData("no index")]
    public void An_index_that_makes_no_sense_is_told(string index)
        => Assert.Throws<InvalidDataException>(() => PayslipBundle.ReadIndex(WithIndex(index)));

    [Fact]
    public void Long_pages_are_fewer_in_a_leaf()
    {
        using var writer = new PayslipBundleWriter();
        foreach (var person in (string[])["p-1", "p-2", "p-3"])
        {
            writer.Add(person, new string('x', 3 * 1024 * 1024));
        }

        var bytes = writer.Seal().ToArray();
        var leaf = PayslipBundle.ReadIndex(bytes).Find("p-3")!;

        Assert.Equal(3 * 1024 * 1024, PayslipBundle.Open(leaf, "p-3", RangeOf(bytes, leaf)).Length);
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
        var leaf = PayslipBundle.ReadIndex(bytes).Leaves[0];

        Assert.Throws<InvalidDataException>(() => PayslipBundle.Open(leaf, "p-1", RangeOf(bytes, leaf)));
    }

    [Fact]
    public void A_thousand_real_pages_fit_in_a_small_blob()
    {
        using var writer = new PayslipBundleWriter();
        var (slip, face, pack) = (SamplePayslips.Slip("IT"), SamplePayslips.Face("IT"), PayrollRules.Read().Packs.All[0]);
        foreach (var person in Enumerable.Range(0, 1000).Select(number => $"person-{number}"))
        {
            writer.Add(person, PayslipPage.Render(slip, face with { Number = person, Name = $"Ada {person}" }, pack, Language.Italian));
        }

        Assert.InRange(writer.Seal().ToMemory().Length / 1000, 100, 1_000); // bytes a person
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

    private static byte[] WithIndex(string index)
    {
        var content = PayslipBundle.Compressed(Encoding.UTF8.GetBytes(index));
        var head = new byte[PayslipBundle.HeadBytes];
        PayslipBundle.Magic.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(PayslipBundle.Magic.Length), content.Length);
        return [.. head, .. content];
    }

    private static string PageOf(string person) => $"<p>{person} · łąka €</p>";

    private static ReadOnlyMemory<byte> RangeOf(byte[] bytes, PayslipLeaf leaf) => bytes.AsMemory((int)PayslipBundle.ReadIndex(bytes).OffsetOf(leaf), leaf.Length);
}
