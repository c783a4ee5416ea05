"""A county's blank with everything a workbook may hold besides cells, written part by part, so that what filling
does to each can be compared. Heading in rows 3 and 4, prepared rows 5 to 7, footer in row 8, notes below.
"""

import zipfile
from io import BytesIO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MS = "http://schemas.microsoft.com/office"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_X14 = f'xmlns:x14="{_MS}/spreadsheetml/2009/9/main" xmlns:xm="{_MS}/excel/2006/main"'
_XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SHEET, SECOND, CHARTED = "名册 '甲'", "汇总", "图"
_QUOTED = "'名册 ''甲'''"

_STRINGS = [
    "<t>刑满释放人员名册</t>",
    '<r><rPr><b/><sz val="11"/></rPr><t>填报单位：</t></r><r><rPr><u/></rPr><t xml:space="preserve">        </t></r>',
    "<t>基本情况</t>",
    "<t>序号</t>",
    '<r><rPr><color rgb="FFFF0000"/></rPr><t>*</t></r><r><t>姓名</t></r>',
    "<t>身份证号码</t>",
    "<t>释放日期</t>",
    "<t>年龄</t>",
    "<t>备注</t>",
    "<t>合计</t>",
    "<t>注：1.依据2025年2月1日起施行的办法填报。</t>",
    "<t>旧人张某某</t>",
    '<t>男<rPh sb="0" eb="1"><t>nan</t></rPh></t>',
    "<t>加倍</t>",
]


def _text(place: str, number: int, style: int = 1) -> str:
    return f'<c r="{place}" s="{style}" t="s"><v>{number}</v></c>'


def _prepared(row: int) -> str:
    shared = ' t="shared" ref="F5:F7" si="0"' if row == 5 else ' t="shared" si="0"'
    formula = f"<f{shared}>E5*2</f>" if row == 5 else f"<f{shared}/>"
    name = f'<c r="B{row}" s="2" t="s"><v>11</v></c>' if row == 6 else f'<c r="B{row}" s="2"/>'
    return (
        f'<row r="{row}" spans="1:8" outlineLevel="1" x14ac:dyDescent="0.2"><c r="A{row}" s="2"/>{name}'
        f'<c r="C{row}" s="3"/><c r="D{row}" s="4"/><c r="E{row}" s="2"/>'
        f'<c r="F{row}" s="2">{formula}<v>0</v></c><c r="G{row}" s="2"/><c r="H{row}" s="2"/></row>'
    )


_SHEET = f"""{_HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/\
markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="{_MS}/spreadsheetml/2009/9/ac">\
<sheetPr codeName="Blatt1"><tabColor rgb="FF00B050"/><outlinePr summaryBelow="0"/></sheetPr><dimension ref="A1:H12"/>\
<sheetViews><sheetView workbookViewId="0"><pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/>\
<selection pane="bottomLeft" activeCell="B5" sqref="B5"/></sheetView></sheetViews>\
<sheetFormatPr defaultRowHeight="15" outlineLevelRow="1" x14ac:dyDescent="0.2"/>\
<cols><col min="1" max="1" width="6" customWidth="1"/><col min="2" max="8" width="20" customWidth="1"/></cols>\
<sheetData><row r="1" ht="30" customHeight="1">{_text("A1", 0)}</row><row r="2">{_text("A2", 1)}</row>\
<row r="3"><c r="A3" s="1" t="s"><v>2</v></c><c r="B3" s="1"/><c r="C3" s="1"/><c r="D3" s="1"/></row>\
<row r="4">{
    "".join(
        _text(f"{letter}4", number)
        for letter, number in zip("ABCDEFGH", (3, 4, 5, 6, 7, 13, 13, 8), strict=True)
    )
}</row>{"".join(_prepared(row) for row in (5, 6, 7))}\
<row r="8" collapsed="1">{_text("A8", 9)}<c r="E8" s="2"><f>SUM(E5:E7)</f><v>0</v></c><c r="F8" s="2">\
<f>SUM(F5:F7)+SUM({SECOND}!A1:A9)</f><v>0</v></c><c r="G8" s="2"><f>SUMPRODUCT(E5:E7)</f><v>9</v></c></row>\
<row r="10" ht="40" customHeight="1">{
    _text("A10", 10)
}<c r="B10"><f t="array" ref="B10:C10">TRANSPOSE(E5:E6)</f><v>0</v>\
</c><c r="C10"><v>0</v></c></row><row r="12">{_text("A12", 12)}</row>\
<row r="14"><c r="B14" t="inlineStr"><is><t>单位</t></is></c><c r="C14" t="inlineStr"><is><t>数</t></is></c></row>\
<row r="15"><c r="B15" s="2"/><c r="C15"><v>3</v></c></row></sheetData>\
<sheetProtection sheet="1" objects="1" scenarios="1" password="CEBA"/>\
<protectedRanges><protectedRange sqref="B5:H7 A10" name="填写"/></protectedRanges>\
<scenarios current="0"><scenario name="一"><inputCells r="C15" val="3"/></scenario></scenarios>\
<autoFilter ref="A4:H7"/>\
<mergeCells count="4"><mergeCell ref="A1:H1"/><mergeCell ref="A3:D3"/><mergeCell ref="G6:H6"/><mergeCell ref="A10:A11"/>\
</mergeCells><conditionalFormatting sqref="D5:D7"><cfRule type="expression" dxfId="0" priority="1">\
<formula>$D5&lt;$C$15</formula></cfRule></conditionalFormatting><dataValidations count="2"><dataValidation type="list" \
sqref="H5:H6" allowBlank="1"><formula1>$B$14:$B$15</formula1></dataValidation><dataValidation type="whole" sqref="C15">\
<formula1>0</formula1><formula2>E8</formula2></dataValidation></dataValidations>\
<hyperlinks><hyperlink ref="A10" location="{
    _QUOTED
}!A12" display="看"/><hyperlink ref="A12" r:id="rIdLink"/></hyperlinks>\
<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>\
<pageSetup paperSize="9" scale="80" orientation="portrait" r:id="rIdPrinter"/>\
<headerFooter><oddFooter>&amp;L县局印制&amp;R第&amp;P页</oddFooter></headerFooter>\
<rowBreaks count="1" manualBreakCount="1"><brk id="8" max="16383" man="1"/></rowBreaks>\
<customProperties><customPr name="印" r:id="rIdProperty"/></customProperties>\
<cellWatches><cellWatch r="E8"/></cellWatches>\
<ignoredErrors><ignoredError sqref="C5:C7" numberStoredAsText="1"/></ignoredErrors>\
<drawing r:id="rIdDrawing"/><legacyDrawing r:id="rIdVml"/><picture r:id="rIdBack"/>\
<tableParts count="1"><tablePart r:id="rIdTable"/></tableParts><extLst>\
<ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" {
    _X14
}><x14:conditionalFormattings><x14:conditionalFormatting>\
<x14:cfRule type="expression" priority="2" id="{{1}}"><xm:f>E5&gt;{
    SECOND
}!$A$1</xm:f></x14:cfRule><xm:sqref>E5:E7</xm:sqref>\
</x14:conditionalFormatting></x14:conditionalFormattings></ext>\
<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" {
    _X14
}><x14:dataValidations count="1"><x14:dataValidation type="list">\
<x14:formula1><xm:f>{SECOND}!$A$1:$A$2</xm:f></x14:formula1><xm:sqref>G5:G7</xm:sqref></x14:dataValidation>\
</x14:dataValidations></ext><ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" {_X14}><x14:sparklineGroups>\
<x14:sparklineGroup type="column"><x14:sparklines><x14:sparkline><xm:f>{
    _QUOTED
}!E6:F6</xm:f><xm:sqref>G6</xm:sqref>\
</x14:sparkline><x14:sparkline><xm:f>{
    _QUOTED
}!E5:E7</xm:f><xm:sqref>H8</xm:sqref></x14:sparkline></x14:sparklines>\
</x14:sparklineGroup></x14:sparklineGroups></ext></extLst></worksheet>"""

_SECOND = f"""{_HEAD}<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>{_QUOTED}!E8\
+SUM({_QUOTED}!E5:E7)</f><v>0</v></c><c r="C1"><f>COUNTA(人名)</f><v>5</v></c></row></sheetData>\
<conditionalFormatting sqref="B1"><cfRule type="expression" priority="1"><formula>B1&gt;{_QUOTED}!E8</formula></cfRule>\
</conditionalFormatting><pageSetup orientation="portrait"/></worksheet>"""

_THIRD = f"""{_HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><r><rPr>\
<b/></rPr><t>说明</t></r><r><t>：不动</t></r></is></c></row></sheetData></worksheet>"""

_DRAWING = f"""{_HEAD}<xdr:wsDr xmlns:xdr="{_XDR}" xmlns:a="{_A}" xmlns:r="{OFFICE}">\
<xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>9</xdr:row><xdr:rowOff>0</xdr:rowOff>\
</xdr:from><xdr:to><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>14</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>\
<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="图1"/><xdr:cNvGraphicFramePr/>\
</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData \
uri="{_CHART}"><c:chart xmlns:c="{_CHART}" r:id="rId1"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/>\
</xdr:twoCellAnchor>\
<xdr:oneCellAnchor><xdr:from><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>7</xdr:row><xdr:rowOff>9</xdr:rowOff>\
</xdr:from><xdr:ext cx="9525" cy="9525"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="章"/><xdr:cNvPicPr/></xdr:nvPicPr>\
<xdr:blipFill><a:blip r:embed="rId2"/></xdr:blipFill><xdr:spPr><a:prstGeom prst="rect"/></xdr:spPr></xdr:pic>\
<xdr:clientData/></xdr:oneCellAnchor>\
<xdr:twoCellAnchor editAs="oneCell"><xdr:from><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row>\
<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>8</xdr:row>\
<xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink="{_QUOTED}!$E$8"><xdr:nvSpPr><xdr:cNvPr id="4" name="框"/>\
<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"/></xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>提示\
</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"""

_CHART_PART = f"""{_HEAD}<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_A}"><c:chart><c:plotArea><c:layout/><c:barChart>\
<c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/><c:cat><c:strRef><c:f>{_QUOTED}!\
$B$5:$B$7</c:f></c:strRef></c:cat><c:val><c:numRef><c:f>{_QUOTED}!$E$5:$E$7</c:f></c:numRef></c:val></c:ser>\
<c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/><c:axPos val="b"/><c:crossAx val="2"/>\
</c:catAx><c:valAx><c:axId val="2"/><c:scaling/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart>\
</c:chartSpace>"""

_VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" \
path="m,l,21600r21600,l21600,xe"/><v:shape id="_x0000_s1025" type="#_x0000_t202"><x:ClientData ObjectType="Note">\
<x:Anchor>1, 15, 9, 10, 3, 15, 13, 4</x:Anchor><x:Row>9</x:Row><x:Column>0</x:Column></x:ClientData></v:shape>\
<v:shape id="_x0000_s1026" type="#_x0000_t202"><x:ClientData ObjectType="Note"><x:Anchor>2, 15, 3, 10, 4, 15, 7, 4</x:Anchor>\
<x:Row>3</x:Row><x:Column>1</x:Column></x:ClientData></v:shape></xml>"""

_COMMENTS = f"""{_HEAD}<comments xmlns="{MAIN}"><authors><author>县局</author></authors><commentList><comment ref="A10" \
authorId="0"><text><r><rPr><b/></rPr><t>看清楚</t></r></text></comment><comment ref="B4" authorId="0"><text><t>必填</t></text>\
</comment></commentList></comments>"""

_THREADED = f"""{_HEAD}<ThreadedComments xmlns="{_MS}/spreadsheetml/2018/threadedcomments"><threadedComment ref="A10" \
id="{{1}}" personId="{{2}}"><text>看清楚</text></threadedComment></ThreadedComments>"""

_TABLE = f"""{_HEAD}<table xmlns="{MAIN}" id="1" name="单位表" displayName="单位表" ref="B14:C15" totalsRowShown="0">\
<autoFilter ref="B14:C15"/><tableColumns count="2"><tableColumn id="1" name="单位"/><tableColumn id="2" name="数">\
<calculatedColumnFormula>{_QUOTED}!E8+1</calculatedColumnFormula></tableColumn></tableColumns></table>"""

_PIVOT = f"""{_HEAD}<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" recordCount="0"><cacheSource type="worksheet">\
<worksheetSource ref="A4:H7" sheet="{SHEET}"/></cacheSource><cacheFields count="0"/></pivotCacheDefinition>"""

_BOOK = f"""{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr codeName="DieseArbeitsmappe"/><bookViews>\
<workbookView activeTab="0"/></bookViews><sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/><sheet name="{SECOND}" \
sheetId="2" r:id="rId2"/><sheet name="{CHARTED}" sheetId="3" r:id="rId3"/></sheets><definedNames>\
<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{_QUOTED}!$A$4:$H$7</definedName>\
<definedName name="_xlnm.Print_Area" localSheetId="0">{_QUOTED}!$A$1:$H$12</definedName>\
<definedName name="_xlnm.Print_Titles" localSheetId="0">{_QUOTED}!$3:$4</definedName>\
<definedName name="人名">{_QUOTED}!$B$5:$B$7</definedName></definedNames><calcPr calcId="191029"/>\
<pivotCaches><pivotCache cacheId="1" r:id="rId9"/></pivotCaches></workbook>"""

_STYLES = f"""{_HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m\
&quot;月&quot;d&quot;日&quot;"/></numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/>\
<sz val="12"/><name val="黑体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>\
<patternFill patternType="gray125"/></fill></fills><borders count="2"><border/><border><left style="thin"/><right \
style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>\
<cellXfs count="5"><xf/><xf fontId="1" borderId="1" xfId="0" applyFont="1"/><xf borderId="1" xfId="0"><alignment \
wrapText="1"/><protection locked="0"/></xf><xf numFmtId="49" borderId="1" xfId="0"/><xf numFmtId="164" borderId="1" xfId="0"/>\
</cellXfs><dxfs count="1"><dxf><font><color rgb="FFFF0000"/></font></dxf></dxfs></styleSheet>"""

_CHAIN = (
    f"""{_HEAD}<calcChain xmlns="{MAIN}"><c r="E8" i="1"/><c r="F5" i="1"/><c r="B1" i="2"/></calcChain>"""
)

_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def _rels(*pairs: tuple[str, str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in pairs
    )
    return (
        f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}'
        "</Relationships>"
    )


def types(parts: dict[str, str]) -> str:
    """The part that says what kind each part is of."""
    listed = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
        'printerSettings"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.'
        f'vmlDrawing"/>{listed}</Types>'
    )


_KINDS = {
    "xl/workbook.xml": "spreadsheetml.sheet.main",
    "xl/worksheets/sheet1.xml": "spreadsheetml.worksheet",
    "xl/worksheets/sheet2.xml": "spreadsheetml.worksheet",
    "xl/worksheets/sheet3.xml": "spreadsheetml.worksheet",
    "xl/styles.xml": "spreadsheetml.styles",
    "xl/sharedStrings.xml": "spreadsheetml.sharedStrings",
    "xl/theme/theme1.xml": "theme",
    "xl/calcChain.xml": "spreadsheetml.calcChain",
    "xl/drawings/drawing1.xml": "drawing",
    "xl/charts/chart1.xml": "drawingml.chart",
    "xl/comments1.xml": "spreadsheetml.comments",
    "xl/tables/table1.xml": "spreadsheetml.table",
    "xl/pivotCache/pivotCacheDefinition1.xml": "spreadsheetml.pivotCacheDefinition",
}


def parts() -> dict[str, str | bytes]:
    """The parts of the blank by name."""
    strings = "".join(f"<si>{one}</si>" for one in _STRINGS)
    return {
        "[Content_Types].xml": types(_KINDS),
        "_rels/.rels": _rels(("rId1", "officeDocument", "xl/workbook.xml")),
        "docProps/core.xml": f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>县局</dc:creator>'
        "</cp:coreProperties>",
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _rels(
            *((f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in (1, 2, 3)),
            ("rId4", "styles", "styles.xml"),
            ("rId5", "sharedStrings", "sharedStrings.xml"),
            ("rId6", "theme", "theme/theme1.xml"),
            ("rId7", "calcChain", "calcChain.xml"),
            ("rId9", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
        ),
        "xl/worksheets/sheet1.xml": _SHEET,
        "xl/worksheets/_rels/sheet1.xml.rels": _rels(
            ("rIdPrinter", "printerSettings", "../printerSettings/printerSettings1.bin"),
            ("rIdDrawing", "drawing", "../drawings/drawing1.xml"),
            ("rIdVml", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ("rIdComments", "comments", "../comments1.xml"),
            ("rIdThread", "threadedComment", "../threadedComments/threadedComment1.xml"),
            ("rIdTable", "table", "../tables/table1.xml"),
            ("rIdBack", "image", "../media/image1.png"),
            ("rIdProperty", "customProperty", "../customProperty1.bin"),
            ("rIdLink", "hyperlink", "../media/image1.png"),
        ),
        "xl/worksheets/sheet2.xml": _SECOND,
        "xl/worksheets/sheet3.xml": _THIRD,
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f'{_HEAD}<sst xmlns="{MAIN}" count="14" uniqueCount="14">{strings}</sst>',
        "xl/theme/theme1.xml": f'{_HEAD}<a:theme xmlns:a="{_A}" name="县局"><a:themeElements/></a:theme>',
        "xl/calcChain.xml": _CHAIN,
        "xl/drawings/drawing1.xml": _DRAWING,
        "xl/drawings/_rels/drawing1.xml.rels": _rels(
            ("rId1", "chart", "../charts/chart1.xml"), ("rId2", "image", "../media/image1.png")
        ),
        "xl/drawings/vmlDrawing1.vml": _VML,
        "xl/charts/chart1.xml": _CHART_PART,
        "xl/comments1.xml": _COMMENTS,
        "xl/threadedComments/threadedComment1.xml": _THREADED,
        "xl/tables/table1.xml": _TABLE,
        "xl/pivotCache/pivotCacheDefinition1.xml": _PIVOT,
        "xl/printerSettings/printerSettings1.bin": b"\0\1printer",
        "xl/customProperty1.bin": b"\2property",
        "xl/media/image1.png": _PNG,
        "customXml/item1.xml": f"{_HEAD}<item>县局</item>",
    }


def packed(made: dict[str, str | bytes]) -> bytes:
    """Parts as a workbook."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in made.items():
            target.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 8, 30, 0)), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def changed(**texts: str) -> bytes:
    """The blank with words of one part replaced: ``sheet1="old→new"``."""
    made = parts()
    for key, change in texts.items():
        name = next(one for one in made if one.rpartition("/")[2].partition(".")[0] == key)
        old, _, new = change.partition("→")
        content = made[name]
        assert isinstance(content, str)
        assert old in content
        made[name] = content.replace(old, new)
    return packed(made)
