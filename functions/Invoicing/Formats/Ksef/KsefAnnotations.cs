using BackOffice.Invoicing.Domain;

namespace BackOffice.Invoicing.Formats.Ksef;

/// <summary>Adnotacje.</summary>
internal static class KsefAnnotations
{
    private const string SellerKnows = "1 for yes, 2 for no; the seller's bookkeeping knows: ";

    private static readonly KsefMap<PolishAnnotations> Exemption = new KsefMap<PolishAnnotations>()
        .Implied("P_19", IsExempt, "P_19A", "P_19B", "P_19C")
        .Text("P_19A", notes => Basis(notes, ExemptionBasis.Act), (notes, text) => notes with { Exemption = new(ExemptionBasis.Act, text) })
        .Text("P_19B", notes => Basis(notes, ExemptionBasis.Directive), (notes, text) => notes with { Exemption = new(ExemptionBasis.Directive, text) })
        .Text("P_19C", notes => Basis(notes, ExemptionBasis.Other), (notes, text) => notes with { Exemption = new(ExemptionBasis.Other, text) })
        .Require(notes => notes.Exemption is null || IsExempt(notes), "P_19A", "The provision that exempts.")
        .Mark("P_19N", notes => notes.Exemption is null, notes => notes);

    private static readonly KsefMap<NewVehicle> Vehicle = new KsefMap<NewVehicle>()
        .Date("P_22A", it => it.FirstUse, (it, date) => it with { FirstUse = date }, KsefFields.OfInvoice, "When the means of transport was first used.")
        .Whole("P_NrWierszaNST", it => it.Line, (it, line) => it with { Line = line })
        .Require(it => it.Line > 0, "P_NrWierszaNST", "The line that supplies the means of transport.")
        .Text("P_22BMK", it => it.Make, (it, text) => it with { Make = text })
        .Text("P_22BMD", it => it.Model, (it, text) => it with { Model = text })
        .Text("P_22BK", it => it.Colour, (it, text) => it with { Colour = text })
        .Code("P_22BNR", it => it.Plate, (it, text) => it with { Plate = text })
        .Code("P_22BRP", it => it.Year, (it, text) => it with { Year = text })
        .Text("P_22B", it => it.Mileage, (it, text) => it with { Mileage = text })
        .Code("P_22B1", it => IsOnLand(it) ? it.Vin : null, (it, text) => it with { Vin = text })
        .Code("P_22B2", it => IsOnLand(it) && it.Vin is null ? it.BodyNumber : null, (it, text) => it with { BodyNumber = text })
        .Code("P_22B3", it => IsOnLand(it) && (it.Vin ?? it.BodyNumber) is null ? it.ChassisNumber : null, (it, text) => it with { ChassisNumber = text })
        .Code("P_22B4", it => IsOnLand(it) && (it.Vin ?? it.BodyNumber ?? it.ChassisNumber) is null ? it.FrameNumber : null, (it, text) => it with { FrameNumber = text })
        .Text("P_22BT", it => IsOnLand(it) ? it.Type : null, (it, text) => it with { Type = text })
        .Text("P_22C", it => IsAfloat(it) ? it.HoursSailed : null, (it, text) => it with { HoursSailed = text })
        .Code("P_22C1", it => IsAfloat(it) ? it.HullNumber : null, (it, text) => it with { HullNumber = text })
        .Text("P_22D", it => IsAloft(it) ? it.HoursFlown : null, (it, text) => it with { HoursFlown = text })
        .Code("P_22D1", it => IsAloft(it) ? it.FactoryNumber : null, (it, text) => it with { FactoryNumber = text })
        .Require(it => IsOnLand(it) || IsAfloat(it) || IsAloft(it), "P_22B", "How far the means of transport has gone.");

    private static readonly KsefMap<PolishAnnotations> Vehicles = new KsefMap<PolishAnnotations>()
        .Implied("P_22", HasVehicles, "NowySrodekTransportu", "P_42_5")
        .YesNo("P_42_5", notes => HasVehicles(notes) ? notes.IsReportedVehicle : null, (notes, yes) => notes with { IsReportedVehicle = yes })
        .Require(notes => !HasVehicles(notes) || notes.IsReportedVehicle is not null, "P_42_5", SellerKnows + "a report of new means of transport (art. 42(5)).")
        .Many("NowySrodekTransportu", notes => notes.NewVehicles, (notes, all) => notes with { NewVehicles = all }, Vehicle)
        .Mark("P_22N", notes => !HasVehicles(notes), notes => notes);

    private static readonly KsefMap<PolishAnnotations> Margin = new KsefMap<PolishAnnotations>()
        .Implied("P_PMarzy", notes => KsefFields.Known(notes.Margin) is not null, "P_PMarzy_2", "P_PMarzy_3_1", "P_PMarzy_3_2", "P_PMarzy_3_3")
        .Mark("P_PMarzy_2", notes => notes.Margin == MarginScheme.Travel, notes => notes with { Margin = MarginScheme.Travel })
        .Mark("P_PMarzy_3_1", notes => notes.Margin == MarginScheme.UsedGoods, notes => notes with { Margin = MarginScheme.UsedGoods })
        .Mark("P_PMarzy_3_2", notes => notes.Margin == MarginScheme.WorksOfArt, notes => notes with { Margin = MarginScheme.WorksOfArt })
        .Mark("P_PMarzy_3_3", notes => notes.Margin == MarginScheme.Antiques, notes => notes with { Margin = MarginScheme.Antiques })
        .Mark("P_PMarzyN", notes => KsefFields.Known(notes.Margin) is null, notes => notes);

    public static KsefMap<PolishAnnotations> All { get; } = new KsefMap<PolishAnnotations>()
        .YesNo("P_16", notes => notes.IsCashAccounted, (notes, yes) => notes with { IsCashAccounted = yes }, SellerKnows + "cash accounting.")
        .YesNo("P_17", notes => notes.IsSelfBilled, (notes, yes) => notes with { IsSelfBilled = yes }, SellerKnows + "self-billing.")
        .YesNo("P_18", notes => notes.IsReverseCharge, (notes, yes) => notes with { IsReverseCharge = yes }, SellerKnows + "reverse charge.")
        .YesNo("P_18A", notes => notes.IsSplitPayment, (notes, yes) => notes with { IsSplitPayment = yes }, SellerKnows + "split payment.")
        .Wrapper("Zwolnienie", Exemption)
        .Wrapper("NoweSrodkiTransportu", Vehicles)
        .YesNo("P_23", notes => notes.IsTriangular, (notes, yes) => notes with { IsTriangular = yes }, SellerKnows + "triangular trade.")
        .Wrapper("PMarzy", Margin);

    private static bool IsOnLand(NewVehicle it) => KsefFields.HasWords(it.Mileage);

    private static bool IsAfloat(NewVehicle it) => !IsOnLand(it) && KsefFields.HasWords(it.HoursSailed);

    private static bool IsAloft(NewVehicle it) => !IsOnLand(it) && !IsAfloat(it) && KsefFields.HasWords(it.HoursFlown);

    private static bool IsExempt(PolishAnnotations notes) => notes.Exemption is { } exemption && Enum.IsDefined(exemption.Basis) && KsefFields.HasWords(exemption.Text);

    private static string? Basis(PolishAnnotations notes, ExemptionBasis basis) => notes.Exemption is { } exemption && exemption.Basis == basis ? exemption.Text : null;

    private static bool HasVehicles(PolishAnnotations notes) => notes.NewVehicles.Count > 0;
}
