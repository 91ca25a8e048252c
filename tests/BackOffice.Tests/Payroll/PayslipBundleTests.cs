using System.Text.Json;
using BackOffice.Notifications.Domain;

namespace BackOffice.Payroll;

public sealed class PayslipBundleTests
{
    [Fact]
    public async Task Each_page_is_read_by_its_own_range()
    {
        var (bytes, index) = await WriteAsync(1000);

        Assert.Equal(1000, index.Places.Count);
        Assert.Equal(bytes.Length, index.Length);
        Assert.All(index.Places, place => Assert.Equal(PageOf(place.Person), PayslipBundle.Open(place, RangeOf(bytes, place))));
        Assert.Equal(index.Places[417], index.Find("person-417"));
        Assert.Null(index.Find("nobody"));
    }

    [Fact]
    public async Task The_same_pages_are_the_same_bytes()
    {
        var (first, _) = await WriteAsync(20);
        var (second, _) = await WriteAsync(20);

        Assert.Equal(first, second);
        Assert.Equal([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF], first[8..18]);
    }

    [Fact]
    public async Task An_index_is_read_back_from_JSON()
    {
        var (_, index) = await WriteAsync(3);

        var read = JsonSerializer.Deserialize<PayslipIndex>(JsonSerializer.Serialize(index))!;

        Assert.Equal(index.Places, read.Places);
    }

    [Fact]
    public async Task A_page_cut_off_or_changed_anywhere_is_refused()
    {
        var (bytes, index) = await WriteAsync(3);
        var place = index.Places[1];
        for (var at = 0; at < place.Length; at++)
        {
            var damaged = bytes.ToArray();
            damaged[place.Offset + at] ^= 0x10;
            Assert.Throws<InvalidDataException>(() => PayslipBundle.Open(place, RangeOf(damaged, place)));
        }

        Assert.Throws<InvalidDataException>(() => PayslipBundle.Open(place, RangeOf(bytes, place)[..^1]));
        Assert.Throws<InvalidDataException>(() => PayslipBundle.Open(index.Places[0], RangeOf(bytes, place)));
    }

    [Fact]
    public async Task A_bundle_cut_off_within_a_page_is_told()
    {
        var (bytes, index) = await WriteAsync(3);
        HashSet<long> ends = [PayslipBundle.Magic.Length, .. index.Places.Select(place => place.Offset + place.Length)];

        Assert.Equal(3, await CountAsync(bytes));
        for (var length = 0; length < bytes.Length; length++)
        {
            if (ends.Contains(length))
            {
                Assert.InRange(await CountAsync(bytes[..length]), 0, 2); // whole pages only: the index says that some are missing
            }
            else
            {
                await Assert.ThrowsAsync<InvalidDataException>(() => CountAsync(bytes[..length]));
            }
        }
    }

    [Fact]
    public async Task What_is_no_bundle_is_refused()
        => await Assert.ThrowsAsync<InvalidDataException>(() => CountAsync("PK\u0003\u0004 no payslips"u8.ToArray()));

    [Fact]
    public async Task A_person_has_one_page_in_a_bundle()
    {
        var writer = new PayslipBundleWriter(new MemoryStream());
        await writer.AddAsync("p-1", "<p>", CancellationToken.None);

        await Assert.ThrowsAsync<ArgumentException>(() => writer.AddAsync("p-1", "<p>", CancellationToken.None));
    }

    [Fact]
    public async Task A_page_that_would_fill_the_memory_is_refused()
    {
        using var target = new MemoryStream();
        var writer = new PayslipBundleWriter(target);
        await writer.AddAsync("p-1", new string('x', 5 * 1024 * 1024), CancellationToken.None);

        Assert.Throws<InvalidDataException>(() => PayslipBundle.Open(writer.Index().Places[0], RangeOf(target.ToArray(), writer.Index().Places[0])));
    }

    [Fact]
    public async Task A_thousand_real_pages_fit_in_a_small_blob()
    {
        using var target = new MemoryStream();
        var writer = new PayslipBundleWriter(target);
        var page = PayslipPage.Render(SamplePayslips.Slip("IT"), SamplePayslips.Face("IT"), PayrollRules.Read().Packs.All[0], Language.Italian);
        for (var person = 0; person < 1000; person++)
        {
            await writer.AddAsync($"person-{person}", page, CancellationToken.None);
        }

        Assert.InRange(target.Length / 1000, 1_000, 4_000); // bytes a person
    }

    private static async Task<(byte[] Bytes, PayslipIndex Index)> WriteAsync(int people)
    {
        using var target = new MemoryStream();
        var writer = new PayslipBundleWriter(target);
        for (var person = 0; person < people; person++)
        {
            await writer.AddAsync($"person-{person}", PageOf($"person-{person}"), CancellationToken.None);
        }

        return (target.ToArray(), writer.Index());
    }

    private static string PageOf(string person) => $"<p>{person} · łąka €</p>";

    private static ReadOnlyMemory<byte> RangeOf(byte[] bytes, PayslipPlace place) => bytes.AsMemory((int)place.Offset, place.Length);

    private static Task<int> CountAsync(byte[] bytes) => PayslipBundle.CountAsync(new MemoryStream(bytes), CancellationToken.None);
}
