using System.Globalization;
using BackOffice.Payments.Domain;

namespace BackOffice.Payments;

public sealed class ClaimPlaceTests
{
    private const string Letters = "0127aZz-_.|/ąé";

    [Fact]
    public void A_hundred_neighbours_share_a_page()
    {
        var places = Enumerable.Range(4_200, 100).Select(number => Place($"office-2026-01-regular|p{number.ToString("D6", CultureInfo.InvariantCulture)}")).ToList();

        Assert.Single(places.Select(place => (place.Partition, place.Row)).Distinct());
        Assert.Equal(100, places.Select(place => place.End).Distinct().Count());
    }

    [Fact]
    public void Pages_lie_in_the_order_of_the_names()
    {
        string[] names = ["run|p000099", "run|p000100", "run|p001000", "run|q000001"];

        Assert.Equal(names.Select(name => Place(name).Row), names.Select(name => Place(name).Row).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_two_debts_have_one_place_whatever_they_are_called()
    {
        // All names of one to four letters out of those that differ in how they are cut and written: 14 + 14² + 14³ + 14⁴.
        List<string> names = [], longest = [""];
        for (var length = 1; length <= 4; length++)
        {
            longest = [.. longest.SelectMany(_ => Letters, (name, letter) => name + letter)];
            names.AddRange(longest);
        }

        Assert.Equal(14 + 196 + 2_744 + 38_416, names.Select(Place).Distinct().Count());
    }

    [Fact]
    public void A_name_that_no_key_may_have_lies_under_its_digest()
    {
        var place = Place("2026/0042");

        Assert.StartsWith("digest|", place.Row, StringComparison.Ordinal);
        Assert.Equal("42", place.End);
    }

    private static ClaimPlace Place(string name) => PaymentKeys.Claim("acme", new PayableKey("salary", "2026-01", name));
}
