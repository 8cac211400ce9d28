"""Words of the trade in Traditional Chinese, as Taiwan's business writes them and in their place.

The converter knows computing: it takes a way of calculating for an algorithm, a district for a
disk partition and a procedure for a program. What it gets wrong stands in the glossary,
``translations/glossary.yaml``.
"""

from __future__ import annotations

import pytest

from app.i18n import to_traditional

TERMS = {
    "软件": "軟體", "程序": "程式", "质量": "品質", "数据库": "資料庫", "项目": "專案",
    "信息": "資訊", "网络计划": "網路計畫", "关键路径": "要徑", "挣值": "實獲值",
    "干系人": "利害關係人", "中标": "得標", "定标": "決標", "标书": "投標書", "述标": "投標簡報",
    "串标": "圍標", "资质": "資格", "合同": "合約", "质保金": "保固保證金", "保函": "保證函",
    "信用证": "信用狀", "集装箱": "貨櫃", "回款": "收款", "账期": "付款期", "垫资": "墊款",
    "提成": "抽成", "工资": "薪資", "渠道": "通路", "招聘": "招募", "岗位": "職位", "调研": "調查",
    "审批": "簽核", "计划": "計畫", "运维": "維運", "排产": "排程", "割接": "切換", "定制": "客製",
    "投诉": "客訴", "泵站": "抽水站", "光伏电站": "太陽能電廠", "里程碑": "里程碑", "接口": "介面",
    "客户": "客戶", "采购": "採購", "平台": "平台", "服务水平": "服務水準", "默认值": "預設值",
}  # fmt: skip

IN_THEIR_PLACE = {
    "按课里的算法": "按課裡的算法",
    "坏消息先说": "壞消息先說",
    "分区域分指标": "分區域分指標",
    "行业代码前四位": "行業代碼前四位",
    "规章的民主程序": "規章的民主程序",
    "日期和生效对象": "日期和生效對象",
    "请运行班长同来": "請運轉班長同來",
    "稳定运行后付款": "穩定運作後付款",
    "收尾时才定标准": "收尾時才定標準",
    "对手表的前三行": "對手表的前三行",
    "印旧表格，抄电表": "印舊表格，抄電錶",
    "第 5 周的周进度单": "第 5 週的週進度單",
    "周总和老周": "周總和老周",
    "他要干的活": "他要幹的活",
    "样本里有五个里程碑，毛利里扣": "樣本裡有五個里程碑，毛利裡扣",
    "| 项目 | 权重 |": "| 項目 | 權重 |",
    "编码和收费项目": "編碼和收費項目",
    "《劳动合同法》第四条": "《勞動合同法》第四條",
    "一份文件，上传文件": "一份文件，上傳檔案",
    "邻近小区投诉过反光": "鄰近社區陳情過反光",
}


@pytest.mark.parametrize(("simplified", "traditional"), [*TERMS.items(), *IN_THEIR_PLACE.items()])
def test_a_term_is_written_as_in_taiwan(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == traditional
