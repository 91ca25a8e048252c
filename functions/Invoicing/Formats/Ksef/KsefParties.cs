using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Podmiot1 to Podmiot3, PodmiotUpowazniony and the other parties of FA(3).</summary>
internal static class KsefParties
{
    private static readonly KsefMap<InvoiceParty> Taxpayer = new KsefMap<InvoiceParty>()
        .Code("NIP", KsefIdentity.Nip, (party, nip) => party with { VatId = "PL" + nip }, 10, "The Polish tax number.")
        .Text("Nazwa", party => party.Name, (party, name) => party with { Name = name }, 512, "The name.");

    private static readonly KsefMap<InvoiceParty> Anybody = new KsefMap<InvoiceParty>()
        .Code("NIP", KsefIdentity.Nip, (party, nip) => party with { VatId = "PL" + nip }, 10)
        .Code("IDWew", KsefIdentity.InternalId, (party, id) => On(party, poland => poland with { InternalId = id }), 20)
        .Code("KodUE", KsefIdentity.EuPrefix, WithEuPrefix, 2)
        .Code("NrVatUE", KsefIdentity.EuNumber, (party, number) => party with { VatId = party.VatId + number }, 12)
        .Code("KodKraju", KsefIdentity.OtherCountry, (party, code) => On(party, poland => poland with { TaxIdCountry = code }), 2)
        .Code("NrID", KsefIdentity.OtherNumber, KsefIdentity.WithOther, 50)
        .Mark("BrakID", KsefIdentity.HasNone, party => party)
        .Text("Nazwa", party => party.Name, (party, name) => party with { Name = name }, 512);

    private static readonly KsefMap<InvoiceParty> Contacts = ContactsOf("Email", "Telefon");

    private static readonly KsefMap<InvoiceParty> Eori = new KsefMap<InvoiceParty>()
        .Code("NrEORI", party => party.Poland?.Eori, (party, eori) => On(party, poland => poland with { Eori = eori }));

    private static readonly KsefMap<InvoiceParty> Prefix = new KsefMap<InvoiceParty>()
        .Add(new(
            (parent, party, reading) => parent.Element("PrefiksPodatnika") is { Value: "PL" } node && reading.Text(node) is not null ? On(party, poland => poland with { ShowsEuPrefix = true }) : party,
            (party, sink) =>
            {
                if (party.Poland?.ShowsEuPrefix == true)
                {
                    sink.Write("PrefiksPodatnika", "PL");
                }
            }));

    private static readonly KsefMap<InvoiceParty> BuyerKey = new KsefMap<InvoiceParty>()
        .Code("IDNabywcy", party => party.Poland?.BuyerKey, (party, key) => On(party, poland => poland with { BuyerKey = key }), 32);

    private static readonly KsefMap<InvoiceParty> Correspondence = new KsefMap<InvoiceParty>()
        .Group("AdresKoresp", party => party.Poland?.Correspondence, (party, address) => On(party, poland => poland with { Correspondence = address }), KsefAddresses.Plain);

    private static readonly KsefMap<InvoiceParty> CustomerNumber = new KsefMap<InvoiceParty>()
        .Code("NrKlienta", party => party.Ids.FirstOrDefault(id => id.Scheme is null)?.Value, (party, number) => party with { Ids = [.. party.Ids, new(number, Scheme: null)] });

    /// <summary>Podmiot1.</summary>
    public static KsefMap<InvoiceParty> Seller { get; } = new KsefMap<InvoiceParty>()
        .With(Prefix).With(Eori)
        .Wrapper("DaneIdentyfikacyjne", Taxpayer)
        .Wrapper("Adres", KsefAddresses.OfParty)
        .With(Correspondence).With(Contacts)
        .Choice("StatusInfoPodatnika", party => party.Poland?.Status, (party, status) => On(party, poland => poland with { Status = status }));

    /// <summary>Podmiot2.</summary>
    public static KsefMap<InvoiceParty> Buyer { get; } = new KsefMap<InvoiceParty>()
        .With(Eori)
        .Wrapper("DaneIdentyfikacyjne", Anybody)
        .Wrapper("Adres", KsefAddresses.OfParty, HasAddress)
        .With(Correspondence).With(Contacts).With(CustomerNumber).With(BuyerKey)
        .YesNo("JST", party => party.Poland?.IsForLocalUnit, (party, yes) => On(party, poland => poland with { IsForLocalUnit = yes }), "Whether the invoice is for a unit of local government below the buyer; who orders knows.")
        .YesNo("GV", party => party.Poland?.IsForGroupMember, (party, yes) => On(party, poland => poland with { IsForGroupMember = yes }), "Whether the invoice is for a member of a VAT group; who orders knows.");

    /// <summary>Podmiot3.</summary>
    public static KsefMap<PolishThirdParty> Third { get; } = new KsefMap<PolishThirdParty>()
        .Inline(third => third.Party, (third, party) => third with { Party = party }, new KsefMap<InvoiceParty>()
            .With(BuyerKey).With(Eori)
            .Wrapper("DaneIdentyfikacyjne", Anybody)
            .Wrapper("Adres", KsefAddresses.OfParty, HasAddress)
            .With(Correspondence).With(Contacts))
        .Choice("Rola", third => third.Role, (third, role) => third with { Role = role })
        .Other("RolaInna", "OpisRoli", third => KsefFields.Known(third.Role) is null ? third.OtherRole : null, (third, role) => third with { OtherRole = role })
        .Require(third => KsefFields.Known(third.Role) is not null || KsefFields.HasWords(third.OtherRole), "Rola", "What a third party has to do with the invoice.")
        .Number("Udzial", third => third.Share is >= 0 and <= 100 ? third.Share : null, (third, share) => third with { Share = share }, KsefDigits.Percentage)
        .Inline(third => third.Party, (third, party) => third with { Party = party }, CustomerNumber);

    /// <summary>PodmiotUpowazniony.</summary>
    public static KsefMap<PolishAuthority> Authority { get; } = new KsefMap<PolishAuthority>()
        .Inline(authority => authority.Party, (authority, party) => authority with { Party = party }, new KsefMap<InvoiceParty>()
            .With(Eori)
            .Wrapper("DaneIdentyfikacyjne", Taxpayer)
            .Wrapper("Adres", KsefAddresses.OfParty)
            .With(Correspondence).With(ContactsOf("EmailPU", "TelefonPU")))
        .Choice("RolaPU", authority => authority.Role, (authority, role) => authority with { Role = role }, "What entitles it to issue the invoice.");

    /// <summary>Podmiot1K.</summary>
    public static KsefMap<InvoiceParty> SellerBefore { get; } = new KsefMap<InvoiceParty>()
        .With(Prefix).Wrapper("DaneIdentyfikacyjne", Taxpayer).Wrapper("Adres", KsefAddresses.OfParty);

    /// <summary>Podmiot2K.</summary>
    public static KsefMap<InvoiceParty> BuyerBefore { get; } = new KsefMap<InvoiceParty>()
        .Wrapper("DaneIdentyfikacyjne", Anybody).Wrapper("Adres", KsefAddresses.OfParty, HasAddress).With(BuyerKey);

    /// <summary>Przewoznik.</summary>
    public static KsefMap<InvoiceParty> Carrier { get; } = new KsefMap<InvoiceParty>()
        .Wrapper("DaneIdentyfikacyjne", Anybody).Wrapper("AdresPrzewoznika", KsefAddresses.OfParty);

    private static bool HasAddress(InvoiceParty party) => party.Address is not null;

    private static InvoiceParty On(InvoiceParty party, Func<PolishParty, PolishParty> change) => party with { Poland = change(party.Poland ?? new PolishParty()) };

    private static InvoiceParty WithEuPrefix(InvoiceParty party, string prefix)
        => prefix == "PL" ? On(party with { VatId = prefix }, poland => poland with { IsNipWrittenAsEu = true }) : party with { VatId = prefix };

    private static KsefMap<InvoiceParty> ContactsOf(string email, string telephone)
        => new KsefMap<InvoiceParty>().Many(
            "DaneKontaktowe",
            party => Contacted(party).Take(3),
            (party, contacts) => (party with { Contact = contacts[0] }) is var with && contacts.Count == 1 ? with : On(with, poland => poland with { OtherContacts = [.. contacts.Skip(1)] }),
            new KsefMap<InvoiceContact>()
                .Code(email, contact => contact.Email, (contact, address) => contact with { Email = address }, IsEmail)
                .Code(telephone, contact => contact.Telephone, (contact, number) => contact with { Telephone = number }, 16));

    private static IEnumerable<InvoiceContact> Contacted(InvoiceParty party)
        => (party.Contact is null ? [] : new[] { party.Contact }).Concat(party.Poland?.OtherContacts ?? []);

    private static bool IsEmail(string text) => text.Length is >= 3 and <= 255 && text.IndexOf('@', 1) is var at and > 0 && at < text.Length - 1;
}
